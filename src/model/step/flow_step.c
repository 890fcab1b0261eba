/* Extrapolated linearly implicit Euler steps of gradient flow, in rank-one terms. */
#include "model/step/flow_step.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "num/extrapolate.h"
#include "num/kernels.h"
#include "num/low_rank.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Eigenvalues of eta h S K below this need no implicit step: extrapolated explicit ones, stable up
 * to several units, lose no accuracy there. */
#define STIFF_FROM 0.5

enum
{
  ORDER = MODEL_FLOW_STEP_ORDER,
  N_TERMS = ORDER * (ORDER + 1) / 2, /* the i terms of sequence i follow those before it */
  MAX_LAYERS = 3 * MODEL_MAX_DEPTH
};

/* b, f, b0, f0 as in model/network/gradient.h: the layer's gradient is -b f'. */
typedef struct
{
  int rows, cols;
  int above;        /* index of the layer that this one feeds; -1: none */
  const double *w;  /* at the start */
  double *b0, *f0;  /* there */
  double *b, *f;    /* at the present stage */
  double *below;    /* (cols): W' b */
  double *tangent;  /* (cols): J r, on its way down */
  double *implicit; /* (cols): J' c, on its way up */
  double *terms_b;  /* (N_TERMS, rows) */
  double *terms_f;  /* (N_TERMS, cols) */
  double norm;      /* Frobenius, of w */
  double scale;     /* what errors of w are relative to */
} Layer;

struct ModelFlowStep
{
  const ModelMoments *moments;
  double learning_rate;
  int n;                                 /* inputs of both modalities */
  int n_layers, bottom[2], first_shared; /* layers: branch A, branch B, shared; each upwards */
  Layer layers[MAX_LAYERS];
  double *memory;
  double *scratch;                     /* (N_TERMS + widest layer) */
  double *total0, *omega0;             /* (n) at the start */
  double *total, *omega;               /* at the present stage */
  double *jr, *c;                      /* (n) */
  double *kernel, *curvature, *factor; /* (n, n): K, S K, LU factors of 1 + a S K */
  int *pivots;
  double *path;    /* (ORDER, ORDER + 1, n): total weights of sequence i at its stages 0..i */
  double *largest; /* as large as the largest layer */
  double length;
  gboolean stiff;
};

static int
first_term (int i)
{
  return i * (i - 1) / 2;
}

static void
lay_out_layers (ModelFlowStep *self, const ModelNetwork *network)
{
  const ModelNetworkShape *s = &network->shape;
  int fused = s->branch_depth[0] + s->branch_depth[1], i = 0;

  for (int m = 0; m < 2; m++)
    {
      self->bottom[m] = i;
      for (int l = 0; l < s->branch_depth[m]; l++, i++)
        {
          gboolean top = l == s->branch_depth[m] - 1;

          self->layers[i].rows = network->branch[m][l].rows;
          self->layers[i].cols = network->branch[m][l].cols;
          self->layers[i].above = !top ? i + 1 : s->shared_depth > 0 ? fused : -1;
        }
    }
  for (int l = 0; l < s->shared_depth; l++, i++)
    {
      self->layers[i].rows = network->shared[l].rows;
      self->layers[i].cols = network->shared[l].cols;
      self->layers[i].above = l + 1 < s->shared_depth ? i + 1 : -1;
    }
  self->n_layers = i;
  self->first_shared = fused;
}

/* Hands out the next n numbers, beginning on a 64-byte line; only counts where there is no memory
 * yet. */
static void
place (double **slot, gsize n, double *memory, gsize *used)
{
  if (memory != NULL)
    *slot = memory + *used;
  *used += (n + 7) / 8 * 8;
}

static gsize
lay_out_memory (ModelFlowStep *self, double *memory)
{
  gsize used = 0, widest = self->n, largest = 0, n = self->n;

  for (int i = 0; i < self->n_layers; i++)
    {
      Layer *layer = &self->layers[i];
      double **columns[] = { &layer->f0, &layer->f, &layer->below, &layer->tangent,
                             &layer->implicit };

      for (gsize j = 0; j < G_N_ELEMENTS (columns); j++)
        place (columns[j], layer->cols, memory, &used);
      place (&layer->b0, layer->rows, memory, &used);
      place (&layer->b, layer->rows, memory, &used);
      place (&layer->terms_b, (gsize) N_TERMS * layer->rows, memory, &used);
      place (&layer->terms_f, (gsize) N_TERMS * layer->cols, memory, &used);
      widest = MAX (widest, (gsize) MAX (layer->rows, layer->cols));
      largest = MAX (largest, (gsize) layer->rows * layer->cols);
    }
  double **vectors[] = { &self->total0, &self->omega0, &self->total,
                         &self->omega,  &self->jr,     &self->c };
  double **matrices[] = { &self->kernel, &self->curvature, &self->factor };

  for (gsize j = 0; j < G_N_ELEMENTS (vectors); j++)
    place (vectors[j], n, memory, &used);
  for (gsize j = 0; j < G_N_ELEMENTS (matrices); j++)
    place (matrices[j], n * n, memory, &used);
  place (&self->path, ORDER * (ORDER + 1) * n, memory, &used);
  place (&self->scratch, N_TERMS + widest, memory, &used);
  place (&self->largest, largest, memory, &used);
  return used;
}

ModelFlowStep *
model_flow_step_new (const ModelNetwork *network, const ModelMoments *moments, double learning_rate)
{
  ModelFlowStep *self = g_new0 (ModelFlowStep, 1);

  self->moments = moments;
  self->learning_rate = learning_rate;
  self->n = moments->n_a + moments->n_b;
  lay_out_layers (self, network);
  self->memory = num_alloc (lay_out_memory (self, NULL));
  lay_out_memory (self, self->memory);
  self->pivots = g_new (int, self->n);
  return self;
}

void
model_flow_step_free (ModelFlowStep *self)
{
  if (self == NULL)
    return;
  free (self->memory);
  g_free (self->pivots);
  g_free (self);
}

/* The layer at the stage after the first n terms of the sequence that begins at term `first`. */
static NumLowRank
get_matrix (const Layer *layer, int first, int n)
{
  return (NumLowRank){ layer->rows,
                       layer->cols,
                       layer->w,
                       n,
                       layer->terms_b + (gsize) first * layer->rows,
                       layer->terms_f + (gsize) first * layer->cols };
}

/* b of every layer and the total weights, at a stage. */
static gboolean
pass_down (ModelFlowStep *self, int first, int n, const int *cancel)
{
  for (int i = self->n_layers - 1; i >= 0; i--)
    {
      Layer *layer = &self->layers[i];
      const NumLowRank matrix = get_matrix (layer, first, n);

      if (num_is_cancelled (cancel))
        return FALSE;
      if (layer->above < 0)
        layer->b[0] = 1;
      else
        memcpy (layer->b, self->layers[layer->above].below, layer->rows * sizeof (double));
      num_low_rank_down (&matrix, layer->b, layer->below, self->scratch);
    }
  for (int m = 0; m < 2; m++)
    memcpy (self->total + (m == 0 ? 0 : self->moments->n_a), self->layers[self->bottom[m]].below,
            self->layers[self->bottom[m]].cols * sizeof (double));
  return TRUE;
}

/* om = s - W S. */
static void
compute_omega (const ModelFlowStep *self, const double *total, double *omega)
{
  memcpy (omega, self->moments->sigma_yx, self->n * sizeof *omega);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, self->n, self->n, -1, self->moments->sigma, self->n,
               total, 1, 1, omega, 1);
}

static double *
get_column (Layer *layer, gboolean implicit)
{
  return implicit ? layer->implicit : layer->f;
}

/* What input (n), om or c, becomes below every layer, at a stage. */
static gboolean
pass_up (ModelFlowStep *self,
         const double *input,
         gboolean implicit,
         int first,
         int n,
         const int *cancel)
{
  for (int i = 0; i < self->n_layers; i++)
    memset (get_column (&self->layers[i], implicit), 0, self->layers[i].cols * sizeof (double));
  for (int m = 0; m < 2; m++)
    memcpy (get_column (&self->layers[self->bottom[m]], implicit),
            input + (m == 0 ? 0 : self->moments->n_a),
            self->layers[self->bottom[m]].cols * sizeof (double));
  for (int i = 0; i < self->n_layers; i++)
    {
      Layer *layer = &self->layers[i];
      const NumLowRank matrix = get_matrix (layer, first, n);

      if (num_is_cancelled (cancel))
        return FALSE;
      if (layer->above >= 0)
        num_low_rank_up (&matrix, get_column (layer, implicit),
                         get_column (&self->layers[layer->above], implicit), self->scratch);
    }
  return TRUE;
}

/* jr = J r, with J at the start and r = b f' of the present stage. */
static gboolean
pass_tangent (ModelFlowStep *self, const int *cancel)
{
  for (int i = self->n_layers - 1; i >= 0; i--)
    {
      Layer *layer = &self->layers[i];
      const NumLowRank matrix = get_matrix (layer, 0, 0);
      const double overlap = num_kernel_dot (layer->rows, layer->b, layer->b0);

      if (num_is_cancelled (cancel))
        return FALSE;
      if (layer->above < 0)
        memset (layer->tangent, 0, layer->cols * sizeof (double));
      else
        num_low_rank_down (&matrix, self->layers[layer->above].tangent, layer->tangent,
                           self->scratch);
      cblas_daxpy (layer->cols, overlap, layer->f, 1, layer->tangent, 1);
    }
  for (int m = 0; m < 2; m++)
    memcpy (self->jr + (m == 0 ? 0 : self->moments->n_a), self->layers[self->bottom[m]].tangent,
            self->layers[self->bottom[m]].cols * sizeof (double));
  return TRUE;
}

/* K = J J', a column from each unit vector, and S K. */
static gboolean
compute_kernel (ModelFlowStep *self, const int *cancel)
{
  int n = self->n;

  for (int j = 0; j < n; j++)
    {
      memset (self->c, 0, n * sizeof (double));
      self->c[j] = 1;
      if (!pass_up (self, self->c, FALSE, 0, 0, cancel) || !pass_tangent (self, cancel))
        return FALSE;
      cblas_dcopy (n, self->jr, 1, self->kernel + j, n);
    }
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, self->moments->sigma, n,
               self->kernel, n, 0, self->curvature, n);
  return TRUE;
}

/* Layers lie one behind the other. */
static void
set_weights (ModelFlowStep *self, const double *w)
{
  for (int i = 0; i < self->n_layers; i++)
    {
      self->layers[i].w = w;
      w += (gsize) self->layers[i].rows * self->layers[i].cols;
    }
}

static gboolean
compute_norms (ModelFlowStep *self, const int *cancel)
{
  for (int i = 0; i < self->n_layers; i++)
    {
      Layer *layer = &self->layers[i];

      if (num_is_cancelled (cancel))
        return FALSE;
      layer->norm = sqrt (num_kernel_dot (layer->rows * layer->cols, layer->w, layer->w));
    }
  return TRUE;
}

/* The least norm of the layers first..last, without one. */
static double
find_least_norm (const ModelFlowStep *self, int first, int last, int without)
{
  double least = INFINITY;

  for (int i = first; i <= last; i++)
    if (i != without)
      least = fmin (least, self->layers[i].norm);
  return least;
}

/* While all layers of a path are small they grow by each other: errors count relative to a layer's
 * own norm. But where all others are large, a layer on its way to zero or through it moves by what
 * the others carry, and its own size means nothing. */
static void
compute_scales (ModelFlowStep *self)
{
  const int first_b = self->bottom[1], shared = self->first_shared;
  const double least[2] = { find_least_norm (self, 0, first_b - 1, -1),
                            find_least_norm (self, first_b, shared - 1, -1) };

  for (int i = 0; i < self->n_layers; i++)
    {
      double others = find_least_norm (self, shared, self->n_layers - 1, i);

      if (i >= shared)
        others = fmin (others, fmax (least[0], least[1]));
      else if (i >= first_b)
        others = fmin (others, find_least_norm (self, first_b, shared - 1, i));
      else
        others = fmin (others, find_least_norm (self, 0, first_b - 1, i));
      self->layers[i].scale = fmax (self->layers[i].norm, others);
    }
}

gboolean
model_flow_step_begin (ModelFlowStep *self, const ModelNetwork *network, const int *cancel)
{
  set_weights (self, network->weights);
  if (!compute_norms (self, cancel) || !pass_down (self, 0, 0, cancel))
    return FALSE;
  compute_scales (self);
  for (int i = 0; i < self->n_layers; i++)
    memcpy (self->layers[i].b0, self->layers[i].b, self->layers[i].rows * sizeof (double));
  if (!compute_kernel (self, cancel))
    return FALSE;
  memcpy (self->total0, self->total, self->n * sizeof (double));
  compute_omega (self, self->total0, self->omega0);
  if (!pass_up (self, self->omega0, FALSE, 0, 0, cancel))
    return FALSE;
  for (int i = 0; i < self->n_layers; i++)
    memcpy (self->layers[i].f0, self->layers[i].f, self->layers[i].cols * sizeof (double));
  return TRUE;
}

const double *
model_flow_step_get_total_weights (const ModelFlowStep *self)
{
  return self->total0;
}

const double *
model_flow_step_get_kernel (const ModelFlowStep *self)
{
  return self->kernel;
}

gboolean
model_flow_step_is_at_rest (const ModelFlowStep *self, double tolerance)
{
  const int n = self->n;

  for (int i = 0; i < n; i++)
    {
      double size = fabs (self->moments->sigma_yx[i]);

      for (int j = 0; j < n; j++)
        size += fabs (self->moments->sigma[i * n + j] * self->total0[j]);
      if (!(fabs (self->omega0[i]) <= tolerance * size))
        return FALSE;
    }
  return TRUE;
}

/* How fast a layer changes at the start: Frobenius norm of its gradient. */
static double
get_speed (const Layer *layer)
{
  return cblas_dnrm2 (layer->rows, layer->b0, 1) * cblas_dnrm2 (layer->cols, layer->f0, 1);
}

double
model_flow_step_guess_length (const ModelFlowStep *self)
{
  double rate = 0;

  for (int i = 0; i < self->n_layers; i++)
    if (self->layers[i].norm > 0)
      rate = fmax (rate, get_speed (&self->layers[i]) / self->layers[i].norm);
  return rate > 0 ? 0.1 / (rate * self->learning_rate) : INFINITY;
}

void
model_flow_step_set_length (ModelFlowStep *self, double length)
{
  self->length = length;
  self->stiff = length * self->learning_rate * cblas_dnrm2 (self->n * self->n, self->curvature, 1) >
                STIFF_FROM;
}

/* LU factors of 1 + a S K. */
static void
factorise (ModelFlowStep *self, double a)
{
  int n = self->n;

  for (int i = 0; i < n * n; i++)
    self->factor[i] = a * self->curvature[i];
  for (int i = 0; i < n; i++)
    self->factor[i * n + i] += 1;
  num_matrix_factorise (n, self->factor, self->pivots);
}

/* c = a (1 + a S K)^-1 S J r, and J' c in every layer. */
static gboolean
solve_implicit (ModelFlowStep *self, double a, const int *cancel)
{
  cblas_dgemv (CblasRowMajor, CblasNoTrans, self->n, self->n, a, self->moments->sigma, self->n,
               self->jr, 1, 0, self->c, 1);
  num_matrix_solve_factored (self->n, self->factor, self->pivots, self->c);
  return pass_up (self, self->c, TRUE, 0, 0, cancel);
}

/* b and f of stage k of a sequence. */
static gboolean
evaluate_stage (ModelFlowStep *self, int first, int k, const int *cancel)
{
  if (k > 0)
    {
      compute_omega (self, self->total, self->omega);
      return pass_up (self, self->omega, FALSE, first, k, cancel) &&
             (!self->stiff || pass_tangent (self, cancel));
    }
  for (int l = 0; l < self->n_layers; l++)
    {
      Layer *layer = &self->layers[l];

      memcpy (layer->b, layer->b0, layer->rows * sizeof (double));
      memcpy (layer->f, layer->f0, layer->cols * sizeof (double));
    }
  cblas_dgemv (CblasRowMajor, CblasNoTrans, self->n, self->n, 1, self->kernel, self->n,
               self->omega0, 1, 0, self->jr, 1);
  return TRUE;
}

/* W += a (b f' - b0 (J' c)'): one new term, and a change of the sequence's first. */
static void
add_term (ModelFlowStep *self, int first, int k, double a)
{
  for (int l = 0; l < self->n_layers; l++)
    {
      Layer *layer = &self->layers[l];
      double *f = layer->terms_f + (gsize) (first + k) * layer->cols;

      memcpy (layer->terms_b + (gsize) (first + k) * layer->rows, layer->b,
              layer->rows * sizeof (double));
      for (int j = 0; j < layer->cols; j++)
        f[j] = a * layer->f[j];
      if (self->stiff)
        cblas_daxpy (layer->cols, -a, layer->implicit, 1,
                     layer->terms_f + (gsize) first * layer->cols, 1);
    }
}

gboolean
model_flow_step_run (ModelFlowStep *self, int i, const int *cancel)
{
  const double a = self->learning_rate * self->length / i;
  const int first = first_term (i);
  double *path = self->path + (gsize) (i - 1) * (ORDER + 1) * self->n;

  if (self->stiff)
    factorise (self, a);
  memcpy (path, self->total0, self->n * sizeof *path);
  for (int k = 0; k < i; k++)
    {
      if (!evaluate_stage (self, first, k, cancel) ||
          (self->stiff && !solve_implicit (self, a, cancel)))
        return FALSE;
      add_term (self, first, k, a);
      if (!pass_down (self, first, k + 1, cancel))
        return FALSE;
      memcpy (path + (k + 1) * self->n, self->total, self->n * sizeof *path);
    }
  return TRUE;
}

/* The weight of its sequence for every term of 1..high. Returns how many there are. */
static int
spread (const double *weight, int high, double *coefficient)
{
  for (int i = 1; i <= high; i++)
    for (int k = 0; k < i; k++)
      coefficient[first_term (i) + k] = weight[i];
  return first_term (high + 1);
}

gboolean
model_flow_step_estimate (ModelFlowStep *self, int order, double *error, const int *cancel)
{
  double all[ORDER + 1] = { 0 }, but_first[ORDER + 1] = { 0 }, coefficient[N_TERMS];
  int n;

  num_extrapolate_weights (1, order, all);
  num_extrapolate_weights (2, order, but_first);
  for (int i = 1; i <= order; i++)
    all[i] -= but_first[i];
  n = spread (all, order, coefficient);
  *error = 0;
  for (int l = 0; l < self->n_layers; l++)
    {
      const Layer *layer = &self->layers[l];
      const int size = layer->rows * layer->cols;
      double difference;

      if (num_is_cancelled (cancel))
        return FALSE;
      memset (self->largest, 0, size * sizeof (double));
      num_kernel_updates (layer->rows, layer->cols, self->largest, n, coefficient, layer->terms_b,
                          layer->terms_f);
      difference = sqrt (num_kernel_dot (size, self->largest, self->largest));
      if (!isfinite (difference))
        *error = INFINITY;
      else if (difference > 0)
        *error = fmax (*error, difference / layer->scale);
    }
  return TRUE;
}

gboolean
model_flow_step_finish (
    ModelFlowStep *self, int order, ModelNetwork *end, double *total, const int *cancel)
{
  const double *start = self->layers[0].w;
  double weight[ORDER + 1], coefficient[N_TERMS], *w = end->weights;
  gboolean done;
  int n;

  num_extrapolate_weights (1, order, weight);
  n = spread (weight, order, coefficient);
  for (int l = 0; l < self->n_layers; l++)
    {
      const Layer *layer = &self->layers[l];
      const gsize size = (gsize) layer->rows * layer->cols;

      if (num_is_cancelled (cancel))
        return FALSE;
      memcpy (w, layer->w, size * sizeof *w);
      num_kernel_updates (layer->rows, layer->cols, w, n, coefficient, layer->terms_b,
                          layer->terms_f);
      w += size;
    }
  set_weights (self, end->weights);
  done = pass_down (self, 0, 0, cancel);
  set_weights (self, start);
  memcpy (total, self->total, self->n * sizeof *total);
  return done;
}

const double *
model_flow_step_get_path (const ModelFlowStep *self, int i)
{
  return self->path + (gsize) (i - 1) * (ORDER + 1) * self->n;
}
