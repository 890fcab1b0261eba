/* Correlations by whitening: each modality's inputs are turned to unit variance first. */
#include "model/data/correlations.h"

#include "num/blas.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* S_m^{-1/2} of a modality, (size, size): its rows are the principal axes, each divided by its
 * standard deviation; those without variance are zero. */
static double *
new_whitening (const ModelMoments *moments, int first, int size)
{
  const int n = moments->n_a + moments->n_b;
  double *axes = num_alloc ((gsize) size * size), *white = num_alloc ((gsize) size * size);
  double *variance = num_alloc (size);

  for (int i = 0; i < size; i++)
    memcpy (axes + (gsize) i * size, moments->sigma + (gsize) (first + i) * n + first,
            size * sizeof *axes);
  if (num_matrix_eigen_symmetric (size, axes, variance))
    for (int k = 0; k < size; k++)
      for (int i = 0; i < size && variance[k] > NUM_RANK_TOLERANCE * variance[size - 1]; i++)
        white[(gsize) k * size + i] = axes[(gsize) i * size + k] / sqrt (variance[k]);
  free (axes);
  free (variance);
  return white;
}

static double
correlate_target (const ModelMoments *moments, const double *white, int first, int size)
{
  double *s = num_alloc (size);
  double norm;

  cblas_dgemv (CblasRowMajor, CblasNoTrans, size, size, 1, white, size, moments->sigma_yx + first,
               1, 0, s, 1);
  norm = cblas_dnrm2 (size, s, 1);
  free (s);
  return moments->sigma_yy > 0 ? fmin (norm / sqrt (moments->sigma_yy), 1) : 0;
}

/* The singular values of K = white_a S_AB white_b', ascending, as roots of the eigenvalues of K K';
 * (a), owned. */
static double *
correlate_modalities (const ModelMoments *moments, double *const white[2])
{
  const int a = moments->n_a, b = moments->n_b, n = a + b;
  double *half = num_alloc ((gsize) a * b), *k = num_alloc ((gsize) a * b);
  double *square = num_alloc ((gsize) a * a), *values = num_alloc (a);

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, a, b, a, 1, white[0], a,
               moments->sigma + a, n, 0, half, b);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, a, b, b, 1, half, b, white[1], b, 0, k, b);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, a, a, b, 1, k, b, k, b, 0, square, a);
  if (!num_matrix_eigen_symmetric (a, square, values))
    memset (values, 0, sizeof *values * a);
  for (int i = 0; i < a; i++)
    values[i] = fmin (sqrt (fmax (values[i], 0)), 1);
  free (half);
  free (k);
  free (square);
  return values;
}

double *
model_correlations_new_canonical (const ModelMoments *moments)
{
  const int a = moments->n_a, n = MIN (a, moments->n_b);
  double *const white[2] = { new_whitening (moments, 0, a),
                             new_whitening (moments, a, moments->n_b) };
  double *values = correlate_modalities (moments, white);
  double *largest = g_new (double, n);

  for (int i = 0; i < n; i++)
    largest[i] = values[a - 1 - i];
  free (values);
  free (white[0]);
  free (white[1]);
  return largest;
}

static double
compute_condition (const ModelMoments *moments)
{
  const int n = moments->n_a + moments->n_b;
  double *axes = num_alloc ((gsize) n * n), *values = num_alloc ((gsize) n), condition = 1;

  memcpy (axes, moments->sigma, sizeof *axes * (gsize) n * n);
  if (num_matrix_eigen_symmetric (n, axes, values))
    for (int i = n - 1; i >= 0 && values[i] > NUM_RANK_TOLERANCE * values[n - 1]; i--)
      condition = values[n - 1] / values[i];
  free (axes);
  free (values);
  return condition;
}

/* Each variable divided by its standard deviation. */
static double
compute_condition_standardised (const ModelMoments *moments)
{
  const int n = moments->n_a + moments->n_b;
  g_autoptr (ModelMoments) scaled = model_moments_copy (moments);

  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      {
        const double variance =
            moments->sigma[(gsize) i * n + i] * moments->sigma[(gsize) j * n + j];

        if (variance > 0)
          scaled->sigma[(gsize) i * n + j] /= sqrt (variance);
      }
  return compute_condition (scaled);
}

void
model_correlations_compute (ModelCorrelations *self, const ModelMoments *moments)
{
  double *const white[2] = { new_whitening (moments, 0, moments->n_a),
                             new_whitening (moments, moments->n_a, moments->n_b) };
  double *values;

  self->target[0] = correlate_target (moments, white[0], 0, moments->n_a);
  self->target[1] = correlate_target (moments, white[1], moments->n_a, moments->n_b);
  values = correlate_modalities (moments, white);
  self->between = values[moments->n_a - 1];
  self->condition = compute_condition (moments);
  self->condition_standardised = compute_condition_standardised (moments);
  free (values);
  free (white[0]);
  free (white[1]);
}
