/* A two-modality linear network: its layers, initial weights and total weights. */
#include "model/network/network.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
model_network_shape_from_experiment (ModelNetworkShape *shape, const ModelExperiment *experiment)
{
  for (int m = 0; m < 2; m++)
    {
      shape->inputs[m] = model_experiment_inputs (experiment, m);
      shape->branch_depth[m] = model_experiment_branch_depth (experiment, m);
    }
  shape->shared_depth = model_experiment_shared_depth (experiment);
  shape->width = model_experiment_get_int (experiment, MODEL_WIDTH);
}

/* Lays out the layers one behind the other in `w`; returns how many weights there are. Without
 * `w` it only counts. */
static gsize
lay_out (ModelNetwork *self, const ModelNetworkShape *shape, double *w)
{
  gsize n = 0;

  for (int m = 0; m < 2; m++)
    for (int l = 0; l < shape->branch_depth[m]; l++)
      {
        gboolean output = l == shape->branch_depth[m] - 1 && shape->shared_depth == 0;
        ModelNetworkLayer layer = { output ? 1 : shape->width,
                                    l == 0 ? shape->inputs[m] : shape->width,
                                    w != NULL ? w + n : NULL };

        self->branch[m][l] = layer;
        n += (gsize) layer.rows * layer.cols;
      }
  for (int l = 0; l < shape->shared_depth; l++)
    {
      ModelNetworkLayer layer = { l == shape->shared_depth - 1 ? 1 : shape->width, shape->width,
                                  w != NULL ? w + n : NULL };

      self->shared[l] = layer;
      n += (gsize) layer.rows * layer.cols;
    }
  return n;
}

gboolean
model_network_shape_equal (const ModelNetworkShape *a, const ModelNetworkShape *b)
{
  for (int m = 0; m < 2; m++)
    if (a->inputs[m] != b->inputs[m] || a->branch_depth[m] != b->branch_depth[m])
      return FALSE;
  return a->shared_depth == b->shared_depth && a->width == b->width;
}

int
model_network_shape_depth (const ModelNetworkShape *shape, int part)
{
  return part < 2 ? shape->branch_depth[part] : shape->shared_depth;
}

gsize
model_network_shape_n_weights (const ModelNetworkShape *shape)
{
  ModelNetwork network;

  return lay_out (&network, shape, NULL);
}

ModelNetwork *
model_network_new (const ModelNetworkShape *shape)
{
  ModelNetwork *self = g_new0 (ModelNetwork, 1);

  self->shape = *shape;
  self->n_weights = model_network_shape_n_weights (shape);
  self->weights = num_alloc (self->n_weights);
  lay_out (self, shape, self->weights);
  return self;
}

ModelNetwork *
model_network_copy (const ModelNetwork *self)
{
  ModelNetwork *copy = model_network_new (&self->shape);

  memcpy (copy->weights, self->weights, self->n_weights * sizeof (double));
  return copy;
}

void
model_network_free (ModelNetwork *self)
{
  if (self == NULL)
    return;
  free (self->weights);
  g_free (self);
}

const ModelNetworkLayer *
model_network_layer (const ModelNetwork *self, int part, int l)
{
  return part < 2 ? &self->branch[part][l] : &self->shared[l];
}

/* Random streams: one per place in the network, so that adding a layer leaves the others alone. */
static guint64
layer_stream (int part, int l)
{
  return NUM_STREAM_INIT + part * MODEL_MAX_DEPTH + l;
}

/* Normals drawn between two looks at `cancel`: a quarter of a millisecond. */
#define DRAWN_AT_ONCE 32768

static gboolean
draw_normal (double *w, gsize n, guint64 seed, guint64 stream, const int *cancel)
{
  NumRng *rng = num_rng_new (seed, stream);
  gsize i = 0;

  while (i < n && !num_is_cancelled (cancel))
    for (const gsize end = MIN (n, i + DRAWN_AT_ONCE); i < end; i++)
      w[i] = num_rng_normal (rng);
  num_rng_free (rng);
  return i == n;
}

gboolean
model_network_draw (ModelNetwork *self, guint64 seed, const int *cancel)
{
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&self->shape, part); l++)
      {
        const ModelNetworkLayer *layer = model_network_layer (self, part, l);

        if (!draw_normal (layer->w, (gsize) layer->rows * layer->cols, seed, layer_stream (part, l),
                          cancel))
          return FALSE;
      }
  return TRUE;
}

void
model_network_compute_norms (const ModelNetwork *self, ModelNetworkNorms *norms)
{
  memset (norms, 0, sizeof *norms);
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&self->shape, part); l++)
      {
        const ModelNetworkLayer *layer = model_network_layer (self, part, l);

        norms->layer[part][l] = cblas_dnrm2 (layer->rows * layer->cols, layer->w, 1);
      }
}

/* What the initialisation multiplies a layer by, whose normals have the norm `drawn`. */
static double
get_layer_scale (ModelInit init, double init_scale, gboolean shared, double drawn)
{
  if (init == MODEL_INIT_PLAIN)
    return init_scale;
  return drawn > 0 ? (shared ? G_SQRT2 * init_scale : init_scale) / drawn : 1;
}

ModelNetwork *
model_network_new_scaled (const ModelNetwork *normals,
                          int width,
                          ModelInit init,
                          const ModelNetworkNorms *norms,
                          double init_scale)
{
  ModelNetworkShape shape = normals->shape;
  ModelNetwork *network;

  shape.width = width;
  network = model_network_new (&shape);
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&shape, part); l++)
      {
        const ModelNetworkLayer *from = model_network_layer (normals, part, l);
        const ModelNetworkLayer *to = model_network_layer (network, part, l);
        const double scale = get_layer_scale (init, init_scale, part == 2, norms->layer[part][l]);

        for (int i = 0; i < MIN (from->rows, to->rows); i++)
          for (int j = 0; j < MIN (from->cols, to->cols); j++)
            to->w[i * to->cols + j] = scale * from->w[i * from->cols + j];
      }
  return network;
}

static gboolean
scale_layer (const ModelNetworkLayer *layer,
             ModelInit init,
             double init_scale,
             gboolean shared,
             const int *cancel)
{
  const int n = layer->rows * layer->cols;

  if (num_is_cancelled (cancel))
    return FALSE;
  cblas_dscal (n, get_layer_scale (init, init_scale, shared, cblas_dnrm2 (n, layer->w, 1)),
               layer->w, 1);
  return TRUE;
}

static void
normalise (double *v, int n)
{
  double norm = cblas_dnrm2 (n, v, 1);

  if (norm > 0)
    cblas_dscal (n, 1 / norm, v, 1);
  else
    v[0] = 1;
}

/* Unit vector along the input-output correlation of modality m, on the side of W*: theory's
 * aligned start. On the wrong side the sign of a total weight would never change (section 5). */
static void
aligned_input (const ModelMoments *moments, const double *w_star, int m, double *v)
{
  int n = m == 0 ? moments->n_a : moments->n_b, first = m == 0 ? 0 : moments->n_a;
  double along, strength;

  memcpy (v, moments->sigma_yx + first, n * sizeof *v);
  along = cblas_ddot (n, v, 1, w_star + first, 1);
  strength = cblas_dnrm2 (n, v, 1);
  /* A W*_m that is zero but for rounding has no side. */
  if (along < -1e-12 * strength && along < -1e-9 * strength * cblas_dnrm2 (n, w_star + first, 1))
    cblas_dscal (n, -1, v, 1);
  normalise (v, n);
}

/* layer = norm * out in' with `out` a fresh unit vector, which becomes the next layer's `in`. */
static void
balance_layer (ModelNetworkLayer *layer, double norm, double *in, const double *out)
{
  memset (layer->w, 0, sizeof (double) * layer->rows * layer->cols);
  cblas_dger (CblasRowMajor, layer->rows, layer->cols, norm, out, 1, in, 1, layer->w, layer->cols);
  memcpy (in, out, sizeof *in * layer->rows);
}

static void
unit_vector (double *v, int n, guint64 seed, guint64 stream)
{
  if (n > 1)
    draw_normal (v, n, seed, stream, NULL);
  else
    v[0] = 1;
  normalise (v, n);
}

static void
fill_balanced (
    ModelNetwork *self, guint64 seed, double u0, const ModelMoments *moments, const double *w_star)
{
  const ModelNetworkShape *s = &self->shape;
  int size = MAX (s->width, MAX (s->inputs[0], s->inputs[1]));
  double *in = num_alloc (size), *out = num_alloc (size), *fused = num_alloc (size);

  /* Both branches end in the same direction: the shared layers see one rank-one sum. */
  unit_vector (fused, s->shared_depth > 0 ? s->width : 1, seed, layer_stream (2, 0));
  for (int m = 0; m < 2; m++)
    {
      aligned_input (moments, w_star, m, in);
      for (int l = 0; l < s->branch_depth[m]; l++)
        {
          gboolean last = l == s->branch_depth[m] - 1;

          if (!last)
            unit_vector (out, s->width, seed, layer_stream (m, l));
          balance_layer (&self->branch[m][l], u0, in, last ? fused : out);
        }
    }
  memcpy (in, fused, sizeof *in * s->width);
  for (int l = 0; l < s->shared_depth; l++)
    {
      unit_vector (out, self->shared[l].rows, seed, layer_stream (2, l + 1));
      balance_layer (&self->shared[l], G_SQRT2 * u0, in, out);
    }
  free (in);
  free (out);
  free (fused);
}

static gboolean
initialise_balanced (
    ModelNetwork *self, guint64 seed, double u0, const ModelMoments *moments, const int *cancel)
{
  double *w_star = num_alloc (moments->n_a + moments->n_b);
  const gboolean solved = model_moments_solve_cancellable (moments, w_star, cancel);

  if (solved)
    fill_balanced (self, seed, u0, moments, w_star);
  free (w_star);
  return solved;
}

void
model_network_initialise (ModelNetwork *self,
                          const ModelExperiment *experiment,
                          double init_scale,
                          const ModelMoments *moments)
{
  model_network_initialise_cancellable (self, experiment, init_scale, moments, NULL);
}

gboolean
model_network_initialise_cancellable (ModelNetwork *self,
                                      const ModelExperiment *experiment,
                                      double init_scale,
                                      const ModelMoments *moments,
                                      const int *cancel)
{
  ModelInit init = model_experiment_get_int (experiment, MODEL_INIT);
  guint64 seed = model_experiment_get (experiment, MODEL_SEED);

  g_return_val_if_fail (init_scale > 0, FALSE);

  if (init == MODEL_INIT_BALANCED)
    return initialise_balanced (self, seed, init_scale, moments, cancel);
  if (!model_network_draw (self, seed, cancel))
    return FALSE;
  for (int m = 0; m < 2; m++)
    for (int l = 0; l < self->shape.branch_depth[m]; l++)
      if (!scale_layer (&self->branch[m][l], init, init_scale, FALSE, cancel))
        return FALSE;
  for (int l = 0; l < self->shape.shared_depth; l++)
    if (!scale_layer (&self->shared[l], init, init_scale, TRUE, cancel))
      return FALSE;
  return TRUE;
}

/* v' W into out: the product of the layers above, carried one layer down. */
static void
carry_down (const ModelNetworkLayer *layer, const double *v, double *out)
{
  cblas_dgemv (CblasRowMajor, CblasTrans, layer->rows, layer->cols, 1, layer->w, layer->cols, v, 1,
               0, out, 1);
}

void
model_network_compute_total_weights (const ModelNetwork *self, double *w)
{
  const ModelNetworkShape *s = &self->shape;
  int size = MAX (s->width, MAX (s->inputs[0], s->inputs[1]));
  double *top = num_alloc (size), *v = num_alloc (size), *next = num_alloc (size);

  top[0] = 1;
  for (int l = s->shared_depth - 1; l >= 0; l--)
    {
      carry_down (&self->shared[l], top, next);
      memcpy (top, next, sizeof *top * self->shared[l].cols);
    }
  for (int m = 0; m < 2; m++)
    {
      memcpy (v, top, sizeof *v * size);
      for (int l = s->branch_depth[m] - 1; l >= 0; l--)
        {
          carry_down (&self->branch[m][l], v, next);
          memcpy (v, next, sizeof *v * self->branch[m][l].cols);
        }
      memcpy (w + (m == 0 ? 0 : s->inputs[0]), v, sizeof *w * s->inputs[m]);
    }
  free (top);
  free (v);
  free (next);
}
