/* Random numbers keyed by (seed, stream), drawn by GSL. */
#include "num/rng.h"

#include <assert.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <lapacke.h>
#include <stdlib.h>
#include <string.h>

struct NumRng
{
  gsl_rng *rng;
};

/* Splitmix64's finaliser: neighbouring keys become unrelated seeds. */
static uint64_t
mix (uint64_t x)
{
  x = (x ^ (x >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

NumRng *
num_rng_new (uint64_t seed, uint64_t stream)
{
  NumRng *self = malloc (sizeof *self);

  assert (self != NULL);
  self->rng = gsl_rng_alloc (gsl_rng_mt19937);
  gsl_rng_set (self->rng, mix (mix (seed + UINT64_C (0x9e3779b97f4a7c15)) + stream) >> 32);
  return self;
}

void
num_rng_free (NumRng *self)
{
  if (self == NULL)
    return;
  gsl_rng_free (self->rng);
  free (self);
}

double
num_rng_normal (NumRng *self)
{
  return gsl_ran_gaussian_ziggurat (self->rng, 1);
}

double
num_rng_uniform (NumRng *self, double a, double b)
{
  return a + (b - a) * gsl_rng_uniform (self->rng);
}

/* Inverts a symmetric positive definite matrix in place through its Cholesky factor. */
static void
invert (int n, double *a)
{
  int info = LAPACKE_dpotrf (LAPACK_ROW_MAJOR, 'L', n, a, n);

  assert (info == 0);
  info = LAPACKE_dpotri (LAPACK_ROW_MAJOR, 'L', n, a, n);
  assert (info == 0);
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n; j++)
      a[i * n + j] = a[j * n + i];
  (void) info;
}

void
num_rng_inverse_wishart (
    NumRng *self, int n, double degrees_of_freedom, const double *scale, double *out)
{
  double *factor = malloc (sizeof *factor * n * n), *work = malloc (sizeof *work * n * n);
  gsl_matrix_view l = gsl_matrix_view_array (factor, n, n), w = gsl_matrix_view_array (out, n, n);
  gsl_matrix_view t = gsl_matrix_view_array (work, n, n);
  int info;

  /* The inverse of a Wishart draw whose scale is the inverse scale. */
  memcpy (factor, scale, sizeof *factor * n * n);
  invert (n, factor);
  info = LAPACKE_dpotrf (LAPACK_ROW_MAJOR, 'L', n, factor, n);
  assert (info == 0);
  (void) info;
  gsl_ran_wishart (self->rng, degrees_of_freedom, &l.matrix, &w.matrix, &t.matrix);
  invert (n, out);
  free (factor);
  free (work);
}
