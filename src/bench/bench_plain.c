/* The training step in plain BLAS calls. */
#include "bench/bench_plain.h"

#include "num/blas.h"
#include "num/matrix.h"

#include <stdlib.h>
#include <string.h>

/* A path from a modality's inputs to the output: its branch, then the shared layers. */
struct BenchPlain
{
  ModelNetworkShape shape;
  double *b[2][MODEL_MAX_DEPTH + 1]; /* b[m][l] lies below layer l of path m */
  double *f[2][MODEL_MAX_DEPTH + 1];
};

BenchPlain *
bench_plain_new (const ModelNetworkShape *shape)
{
  BenchPlain *self = g_new0 (BenchPlain, 1);

  self->shape = *shape;
  for (int m = 0; m < 2; m++)
    for (int l = 0; l <= shape->branch_depth[m] + shape->shared_depth; l++)
      {
        self->b[m][l] = num_alloc (MAX (shape->width, shape->inputs[m]));
        self->f[m][l] = num_alloc (MAX (shape->width, shape->inputs[m]));
      }
  return self;
}

void
bench_plain_free (BenchPlain *self)
{
  if (self == NULL)
    return;
  for (int m = 0; m < 2; m++)
    for (int l = 0; l <= self->shape.branch_depth[m] + self->shape.shared_depth; l++)
      {
        free (self->b[m][l]);
        free (self->f[m][l]);
      }
  g_free (self);
}

static const ModelNetworkLayer *
layer_of (const ModelNetwork *network, int m, int l)
{
  int branch = network->shape.branch_depth[m];

  return l < branch ? &network->branch[m][l] : &network->shared[l - branch];
}

static void
down (const ModelNetworkLayer *w, const double *b, double *out)
{
  cblas_dgemv (CblasRowMajor, CblasTrans, w->rows, w->cols, 1, w->w, w->cols, b, 1, 0, out, 1);
}

static void
up (const ModelNetworkLayer *w, const double *f, double *out)
{
  cblas_dgemv (CblasRowMajor, CblasNoTrans, w->rows, w->cols, 1, w->w, w->cols, f, 1, 0, out, 1);
}

/* om of both modalities, at the bottom of their paths. */
static void
compute_residual (BenchPlain *self, const ModelMoments *moments)
{
  int n_a = moments->n_a, n_b = moments->n_b, n = n_a + n_b;

  for (int m = 0; m < 2; m++)
    {
      int first = m == 0 ? 0 : n_a, rows = m == 0 ? n_a : n_b;
      const double *sigma = moments->sigma + first * n;

      memcpy (self->f[m][0], moments->sigma_yx + first, rows * sizeof (double));
      cblas_dgemv (CblasRowMajor, CblasNoTrans, rows, n_a, -1, sigma, n, self->b[0][0], 1, 1,
                   self->f[m][0], 1);
      cblas_dgemv (CblasRowMajor, CblasNoTrans, rows, n_b, -1, sigma + n_a, n, self->b[1][0], 1, 1,
                   self->f[m][0], 1);
    }
}

/* b of every layer. The shared ones are computed once, on A's path, and handed to B's. */
static void
compute_downward (BenchPlain *self, const ModelNetwork *network)
{
  const ModelNetworkShape *s = &self->shape;

  for (int m = 0; m < 2; m++)
    {
      int fusion = s->branch_depth[m], top = m == 0 ? fusion + s->shared_depth : fusion;

      if (m == 1 && s->shared_depth > 0)
        cblas_dcopy (s->width, self->b[0][s->branch_depth[0]], 1, self->b[1][fusion], 1);
      else
        self->b[m][top][0] = 1;
      for (int l = top - 1; l >= 0; l--)
        down (layer_of (network, m, l), self->b[m][l + 1], self->b[m][l]);
    }
}

/* f of every layer; the shared ones on A's path. */
static void
compute_upward (BenchPlain *self, const ModelNetwork *network)
{
  const ModelNetworkShape *s = &self->shape;
  int fusion = s->branch_depth[0];

  for (int m = 0; m < 2; m++)
    for (int l = 0; l + 1 < s->branch_depth[m] + (s->shared_depth > 0); l++)
      up (layer_of (network, m, l), self->f[m][l], self->f[m][l + 1]);
  if (s->shared_depth > 0)
    cblas_daxpy (s->width, 1, self->f[1][s->branch_depth[1]], 1, self->f[0][fusion], 1);
  for (int l = fusion; l + 1 < fusion + s->shared_depth; l++)
    up (layer_of (network, 0, l), self->f[0][l], self->f[0][l + 1]);
}

void
bench_plain_step (BenchPlain *self,
                  ModelNetwork *network,
                  const ModelMoments *moments,
                  double learning_rate)
{
  const ModelNetworkShape *s = &self->shape;

  compute_downward (self, network);
  compute_residual (self, moments);
  compute_upward (self, network);
  for (int m = 0; m < 2; m++)
    for (int l = 0; l < s->branch_depth[m] + (m == 0 ? s->shared_depth : 0); l++)
      {
        const ModelNetworkLayer *w = layer_of (network, m, l);

        cblas_dger (CblasRowMajor, w->rows, w->cols, learning_rate, self->b[m][l + 1], 1,
                    self->f[m][l], 1, w->w, w->cols);
      }
}
