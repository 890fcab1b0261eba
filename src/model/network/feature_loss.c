/* The loss of a sum of features: from their moments, or by a pass over samples in the cache. */
#include "model/network/feature_loss.h"

#include "num/blas.h"
#include "num/blocks.h"
#include "num/kernels.h"
#include "num/matrix.h"

#include <stdlib.h>
#include <string.h>

enum
{
  PASS = 512 /* samples that go together */
};

struct ModelFeatureLoss
{
  int n, samples;
  ModelLoss loss;
  /* squared loss */
  double *moments; /* <phi phi'>, (n, n) */
  double *cross;   /* <y phi>, (n) */
  double yy;
  /* logistic loss */
  double *phi, *y, *weight; /* (n, samples), (samples), (PASS) */
  double *yhat, *error;     /* (PASS) */
};

static double *
copy (const double *values, gsize n)
{
  double *out = num_alloc (n);

  memcpy (out, values, n * sizeof *out);
  return out;
}

static void
take_moments (ModelFeatureLoss *self, const double *phi, const double *y)
{
  const int n = self->n, samples = self->samples;
  const double scale = 1.0 / samples;

  self->moments = num_alloc ((gsize) n * n);
  self->cross = num_alloc (n);
  self->yy = cblas_ddot (samples, y, 1, y, 1) * scale;
  if (n == 0)
    return;
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, n, n, samples, scale, phi, samples, phi,
               samples, 0, self->moments, n);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, n, samples, scale, phi, samples, y, 1, 0, self->cross,
               1);
}

ModelFeatureLoss *
model_feature_loss_new (int n, int samples, const double *phi, const double *y, ModelLoss loss)
{
  ModelFeatureLoss *self = g_new0 (ModelFeatureLoss, 1);

  self->n = n;
  self->samples = samples;
  self->loss = loss;
  if (loss == MODEL_LOSS_MSE)
    {
      take_moments (self, phi, y);
      return self;
    }
  self->phi = copy (phi, (gsize) n * samples);
  self->y = copy (y, samples);
  self->weight = num_alloc (PASS);
  self->yhat = num_alloc (PASS);
  self->error = num_alloc (PASS);
  for (int i = 0; i < PASS; i++)
    self->weight[i] = 1.0 / samples;
  return self;
}

ModelFeatureLoss *
model_feature_loss_new_for_moments (const ModelMoments *moments)
{
  ModelFeatureLoss *self = g_new0 (ModelFeatureLoss, 1);

  self->n = moments->n_a + moments->n_b;
  self->moments = copy (moments->sigma, (gsize) self->n * self->n);
  self->cross = copy (moments->sigma_yx, self->n);
  self->yy = moments->sigma_yy;
  return self;
}

void
model_feature_loss_free (ModelFeatureLoss *self)
{
  if (self == NULL)
    return;
  free (self->moments);
  free (self->cross);
  free (self->phi);
  free (self->y);
  free (self->weight);
  free (self->yhat);
  free (self->error);
  g_free (self);
}

static double
evaluate_moments (const ModelFeatureLoss *self, const double *c, double *residual)
{
  double explained = 0;

  for (int i = 0; i < self->n; i++)
    {
      residual[i] =
          self->cross[i] - num_kernel_dot (self->n, self->moments + (gsize) i * self->n, c);
      explained += c[i] * (self->cross[i] + residual[i]);
    }
  return (self->yy - explained) / 2;
}

static double
evaluate_samples (ModelFeatureLoss *self, const double *c, double *residual)
{
  double loss = 0;

  memset (residual, 0, self->n * sizeof *residual);
  for (int first = 0; first < self->samples; first += PASS)
    {
      const int m = MIN (PASS, self->samples - first);

      memset (self->yhat, 0, m * sizeof *self->yhat);
      for (int i = 0; i < self->n; i++)
        num_kernel_update (1, m, self->yhat, c[i], (const double[]){ 1 },
                           self->phi + (gsize) i * self->samples + first);
      loss += num_logistic (m, self->yhat, self->y + first, self->weight, self->error);
      for (int i = 0; i < self->n; i++)
        residual[i] +=
            num_kernel_dot (m, self->phi + (gsize) i * self->samples + first, self->error);
    }
  return loss;
}

double
model_feature_loss_evaluate (ModelFeatureLoss *self, const double *c, double *residual)
{
  return self->loss == MODEL_LOSS_MSE ? evaluate_moments (self, c, residual)
                                      : evaluate_samples (self, c, residual);
}
