/* The naive twin of the trainer: matrix products over all samples, forward and backward. */
#include "model/network/naive.h"

#include "num/blas.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ModelNaive
{
  const ModelDataset *data;
  ModelNetworkShape shape;
  double *inputs[2];                  /* (samples, n_m) */
  double *branch[2][MODEL_MAX_DEPTH]; /* outputs of each layer, (samples, rows) */
  double *shared[MODEL_MAX_DEPTH];
  double *delta, *delta_below; /* d loss / d outputs, (samples, width) */
  double *gradient;
  double slope;
  ModelLoss loss;
};

static void
split_inputs (ModelNaive *self)
{
  int n = self->data->n_a + self->data->n_b;

  for (int m = 0; m < 2; m++)
    {
      int size = m == 0 ? self->data->n_a : self->data->n_b, first = m == 0 ? 0 : self->data->n_a;

      self->inputs[m] = num_alloc ((gsize) self->data->n_samples * size);
      for (int i = 0; i < self->data->n_samples; i++)
        memcpy (self->inputs[m] + (gsize) i * size, self->data->x + (gsize) i * n + first,
                size * sizeof (double));
    }
}

ModelNaive *
model_naive_new (const ModelNetworkShape *shape, const ModelDataset *dataset)
{
  ModelNaive *self = g_new0 (ModelNaive, 1);
  gsize block = (gsize) dataset->n_samples * shape->width;

  self->data = dataset;
  self->shape = *shape;
  self->slope = 1;
  split_inputs (self);
  for (int m = 0; m < 2; m++)
    for (int l = 0; l < shape->branch_depth[m]; l++)
      self->branch[m][l] = num_alloc (block);
  for (int l = 0; l < shape->shared_depth; l++)
    self->shared[l] = num_alloc (block);
  self->delta = num_alloc (block);
  self->delta_below = num_alloc (block);
  self->gradient = num_alloc (model_network_shape_n_weights (shape));
  return self;
}

void
model_naive_free (ModelNaive *self)
{
  if (self == NULL)
    return;
  for (int m = 0; m < 2; m++)
    {
      free (self->inputs[m]);
      for (int l = 0; l < self->shape.branch_depth[m]; l++)
        free (self->branch[m][l]);
    }
  for (int l = 0; l < self->shape.shared_depth; l++)
    free (self->shared[l]);
  free (self->delta);
  free (self->delta_below);
  free (self->gradient);
  g_free (self);
}

void
model_naive_set_kind (ModelNaive *self, double slope, ModelLoss loss)
{
  self->slope = slope;
  self->loss = loss;
}

static void
activate (const ModelNaive *self, int rows, double *h)
{
  for (gsize i = 0; self->slope != 1 && i < (gsize) self->data->n_samples * rows; i++)
    h[i] = fmax (h[i], self->slope * h[i]);
}

/* delta, of (samples, rows), times the derivative at the activated h. */
static void
deactivate (const ModelNaive *self, int rows, const double *h, double *delta)
{
  for (gsize i = 0; self->slope != 1 && i < (gsize) self->data->n_samples * rows; i++)
    delta[i] *= h[i] > 0 ? 1 : self->slope;
}

/* Loss of a sample, and its derivative with respect to yhat. */
static double
compare (const ModelNaive *self, double y, double yhat, double *derivative)
{
  if (self->loss == MODEL_LOSS_MSE)
    {
      *derivative = yhat - y;
      return (yhat - y) * (yhat - y) / 2;
    }
  *derivative = -y / (1 + exp (y * yhat));
  return log1p (exp (-y * yhat));
}

/* out = in W', over all samples; `add` sums two branches at the fusion layer. */
static void
forward (const ModelNetworkLayer *layer, int samples, const double *in, double add, double *out)
{
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, samples, layer->rows, layer->cols, 1, in,
               layer->cols, layer->w, layer->cols, add, out, layer->rows);
}

/* gradient = delta' in; delta_below = delta W. */
static void
backward (const ModelNetworkLayer *layer,
          int samples,
          const double *in,
          const double *delta,
          double *gradient,
          double *delta_below)
{
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, layer->rows, layer->cols, samples, 1, delta,
               layer->rows, in, layer->cols, 0, gradient, layer->cols);
  if (delta_below != NULL)
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, samples, layer->cols, layer->rows, 1,
                 delta, layer->rows, layer->w, layer->cols, 0, delta_below, layer->cols);
}

/* Returns the network's outputs, (samples). */
static double *
forward_all (ModelNaive *self, const ModelNetwork *network)
{
  const ModelNetworkShape *s = &self->shape;
  int samples = self->data->n_samples;
  double *fused = self->branch[0][s->branch_depth[0] - 1], *top = fused;

  for (int m = 0; m < 2; m++)
    for (int l = 0; l < s->branch_depth[m]; l++)
      {
        gboolean last = l == s->branch_depth[m] - 1;

        forward (&network->branch[m][l], samples, l == 0 ? self->inputs[m] : self->branch[m][l - 1],
                 last && m == 1 ? 1 : 0, last ? fused : self->branch[m][l]);
        if (!last || (m == 1 && s->shared_depth > 0))
          activate (self, network->branch[m][l].rows, last ? fused : self->branch[m][l]);
      }
  for (int l = 0; l < s->shared_depth; l++)
    {
      forward (&network->shared[l], samples, top, 0, self->shared[l]);
      if (l < s->shared_depth - 1)
        activate (self, network->shared[l].rows, self->shared[l]);
      top = self->shared[l];
    }
  return top;
}

static void
swap (double **a, double **b)
{
  double *t = *a;

  *a = *b;
  *b = t;
}

static void
backward_branch (ModelNaive *self,
                 const ModelNetwork *network,
                 int m,
                 const double *fused_delta,
                 double *gradient)
{
  int depth = self->shape.branch_depth[m], samples = self->data->n_samples;
  double *delta = num_alloc ((gsize) samples * self->shape.width), *below = self->delta_below;

  memcpy (delta, fused_delta, sizeof *delta * samples * network->branch[m][depth - 1].rows);
  for (int l = depth - 1; l >= 0; l--)
    {
      const ModelNetworkLayer *layer = &network->branch[m][l];

      backward (layer, samples, l == 0 ? self->inputs[m] : self->branch[m][l - 1], delta,
                gradient + (layer->w - network->weights), l == 0 ? NULL : below);
      if (l == 0)
        break;
      deactivate (self, layer->cols, self->branch[m][l - 1], below);
      memcpy (delta, below, sizeof *delta * samples * layer->cols);
    }
  free (delta);
}

double
model_naive_compute (ModelNaive *self, const ModelNetwork *network, double *gradient)
{
  int samples = self->data->n_samples;
  const double *output = forward_all (self, network);
  double loss = 0;

  for (int i = 0; i < samples; i++)
    {
      loss += compare (self, self->data->y[i], output[i], &self->delta[i]) / samples;
      self->delta[i] /= samples;
    }
  for (int l = self->shape.shared_depth - 1; l >= 0; l--)
    {
      const ModelNetworkLayer *layer = &network->shared[l];
      const double *below =
          l > 0 ? self->shared[l - 1] : self->branch[0][self->shape.branch_depth[0] - 1];

      backward (layer, samples, below, self->delta, gradient + (layer->w - network->weights),
                self->delta_below);
      deactivate (self, layer->cols, below, self->delta_below);
      swap (&self->delta, &self->delta_below);
    }
  for (int m = 0; m < 2; m++)
    backward_branch (self, network, m, self->delta, gradient);
  return loss;
}

double
model_naive_step (ModelNaive *self, ModelNetwork *network, double learning_rate)
{
  double loss = model_naive_compute (self, network, self->gradient);

  cblas_daxpy (network->n_weights, -learning_rate, self->gradient, 1, network->weights, 1);
  return loss;
}
