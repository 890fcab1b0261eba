/* The rank-one gradient of every layer, in matrix-vector products. */
#include "model/network/gradient.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "num/kernels.h"
#include "num/matrix.h"

#include <stdlib.h>
#include <string.h>

/* b[l] has layer l's rows, f[l] its columns. The totals of a branch are its b below layer 0. */
typedef struct
{
  double *b[MODEL_MAX_DEPTH];
  double *f[MODEL_MAX_DEPTH];
} Factors;

struct ModelGradient
{
  ModelNetworkShape shape;
  Factors branch[2], shared;
  double *total;    /* (n_A + n_B) */
  double *residual; /* om = (om_A, om_B) */
  double *memory;
  double loss;
};

/* Vectors begin on 64-byte lines. */
static gsize
padded (int n)
{
  return (n + 7) / 8 * 8;
}

static gsize
lay_out_factors (
    Factors *factors, int depth, int inputs, int width, gboolean has_output, double *memory)
{
  gsize n = 0;

  for (int l = 0; l < depth; l++)
    {
      factors->b[l] = memory + n;
      n += padded (has_output && l == depth - 1 ? 1 : width);
      factors->f[l] = memory + n;
      n += padded (l == 0 ? inputs : width);
    }
  return n;
}

ModelGradient *
model_gradient_new (const ModelNetworkShape *shape)
{
  ModelGradient *self = g_new0 (ModelGradient, 1);
  int widest = MAX (shape->width, MAX (shape->inputs[0], shape->inputs[1]));
  int depth = shape->branch_depth[0] + shape->branch_depth[1] + shape->shared_depth;
  gboolean late = shape->shared_depth == 0;
  double *p;

  self->shape = *shape;
  p = self->memory = num_alloc ((2 * depth) * padded (widest) + 2 * padded (2 * widest));
  for (int m = 0; m < 2; m++)
    p += lay_out_factors (&self->branch[m], shape->branch_depth[m], shape->inputs[m], shape->width,
                          late, p);
  p += lay_out_factors (&self->shared, shape->shared_depth, shape->width, shape->width, TRUE, p);
  self->total = p;
  self->residual = p + padded (2 * widest);
  return self;
}

void
model_gradient_free (ModelGradient *self)
{
  if (self == NULL)
    return;
  free (self->memory);
  g_free (self);
}

/* W' b. */
static void
carry_down (const ModelNetworkLayer *layer, const double *b, double *out)
{
  if (layer->cols == 1)
    out[0] = num_kernel_dot (layer->rows, layer->w, b);
  else
    num_kernel_down (layer->rows, layer->cols, layer->w, b, out);
}

/* out += W f, then W += scale b f'; only the latter where nothing lies above (out NULL). */
static void
carry_up (
    const ModelNetworkLayer *layer, double scale, const double *b, const double *f, double *out)
{
  if (out == NULL)
    num_kernel_update (layer->rows, layer->cols, layer->w, scale, b, f);
  else
    num_kernel_up_update (layer->rows, layer->cols, layer->w, scale, b, f, out);
}

/* b of every layer, from the output down to the total weights. */
static gboolean
compute_downward (ModelGradient *self, const ModelNetwork *network, const int *cancel)
{
  const ModelNetworkShape *s = &self->shape;
  int p = s->shared_depth;

  if (p > 0)
    self->shared.b[p - 1][0] = 1;
  for (int m = 0; m < 2; m++)
    if (p == 0)
      self->branch[m].b[s->branch_depth[m] - 1][0] = 1;
  for (int l = p - 1; l >= 0; l--)
    {
      double *below = l > 0 ? self->shared.b[l - 1] : self->branch[0].b[s->branch_depth[0] - 1];

      if (num_is_cancelled (cancel))
        return FALSE;
      carry_down (&network->shared[l], self->shared.b[l], below);
    }
  if (p > 0)
    memcpy (self->branch[1].b[s->branch_depth[1] - 1], self->branch[0].b[s->branch_depth[0] - 1],
            s->width * sizeof (double));
  for (int m = 0; m < 2; m++)
    for (int l = s->branch_depth[m] - 1; l >= 0; l--)
      {
        double *below =
            l > 0 ? self->branch[m].b[l - 1] : self->total + (m == 0 ? 0 : s->inputs[0]);

        if (num_is_cancelled (cancel))
          return FALSE;
        carry_down (&network->branch[m][l], self->branch[m].b[l], below);
      }
  return TRUE;
}

/* om = s - W S, and the loss (sigma_yy - s.W - om.W) / 2. */
static void
compute_residual (ModelGradient *self, const ModelMoments *moments)
{
  int n = moments->n_a + moments->n_b;
  double explained = 0;

  for (int i = 0; i < n; i++)
    {
      double fit = n > 2 ? cblas_ddot (n, moments->sigma + i * n, 1, self->total, 1)
                         : moments->sigma[2 * i] * self->total[0] +
                               moments->sigma[2 * i + 1] * self->total[1];

      self->residual[i] = moments->sigma_yx[i] - fit;
      explained += self->total[i] * (moments->sigma_yx[i] + self->residual[i]);
    }
  self->loss = (moments->sigma_yy - explained) / 2;
  model_gradient_set_residual (self, self->residual);
}

void
model_gradient_set_residual (ModelGradient *self, const double *residual)
{
  memcpy (self->branch[0].f[0], residual, self->shape.inputs[0] * sizeof *residual);
  memcpy (self->branch[1].f[0], residual + self->shape.inputs[0],
          self->shape.inputs[1] * sizeof *residual);
}

gboolean
model_gradient_evaluate (ModelGradient *self,
                         const ModelNetwork *network,
                         const ModelMoments *moments,
                         const int *cancel)
{
  if (!compute_downward (self, network, cancel))
    return FALSE;
  compute_residual (self, moments);
  return TRUE;
}

gboolean
model_gradient_step (ModelGradient *self,
                     ModelNetwork *network,
                     double learning_rate,
                     const int *cancel)
{
  const ModelNetworkShape *s = &self->shape;
  gsize width = s->width * sizeof (double);

  /* Above the fusion layer the branches' sums add. */
  if (s->shared_depth > 0)
    memset (self->shared.f[0], 0, width);
  for (int m = 0; m < 2; m++)
    for (int l = 0; l < s->branch_depth[m]; l++)
      {
        gboolean top = l == s->branch_depth[m] - 1;
        double *above = !top                  ? self->branch[m].f[l + 1]
                        : s->shared_depth > 0 ? self->shared.f[0]
                                              : NULL;

        if (num_is_cancelled (cancel))
          return FALSE;
        if (!top)
          memset (above, 0, width);
        carry_up (&network->branch[m][l], learning_rate, self->branch[m].b[l], self->branch[m].f[l],
                  above);
      }
  for (int l = 0; l < s->shared_depth; l++)
    {
      double *above = l + 1 < s->shared_depth ? self->shared.f[l + 1] : NULL;

      if (num_is_cancelled (cancel))
        return FALSE;
      if (above != NULL)
        memset (above, 0, width);
      carry_up (&network->shared[l], learning_rate, self->shared.b[l], self->shared.f[l], above);
    }
  return TRUE;
}

double
model_gradient_get_loss (const ModelGradient *self)
{
  return self->loss;
}

const double *
model_gradient_get_total_weights (const ModelGradient *self)
{
  return self->total;
}

void
model_gradient_get_factors (
    const ModelGradient *self, int part, int l, const double **b, const double **f)
{
  const Factors *factors = part < 2 ? &self->branch[part] : &self->shared;

  *b = factors->b[l];
  *f = factors->f[l];
}

static void
expand_layer (const ModelNetwork *network,
              const ModelNetworkLayer *layer,
              const double *b,
              const double *f,
              double scale,
              double *out)
{
  num_kernel_update (layer->rows, layer->cols, out + (layer->w - network->weights), -scale, b, f);
}

void
model_gradient_expand (const ModelGradient *self,
                       const ModelNetwork *network,
                       double scale,
                       double *out)
{
  const ModelNetworkShape *s = &self->shape;

  for (int m = 0; m < 2; m++)
    for (int l = 0; l < s->branch_depth[m]; l++)
      expand_layer (network, &network->branch[m][l], self->branch[m].b[l], self->branch[m].f[l],
                    scale, out);
  for (int l = 0; l < s->shared_depth; l++)
    expand_layer (network, &network->shared[l], self->shared.b[l], self->shared.f[l], scale, out);
}
