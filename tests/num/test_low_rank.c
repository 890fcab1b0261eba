/* A matrix plus rank-one terms, against the matrix that BLAS forms of them. */
#include "num/blas.h"
#include "num/kernels.h"
#include "num/low_rank.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib.h>
#include <string.h>

enum
{
  MOST = 37, /* past every block of columns and of rows */
  TERMS = 5
};

/* Sums of up to 6 * 37 terms of size one, in another order. */
#define TOLERANCE 1e-12

static void
fill (NumRng *rng, double *v, int n)
{
  for (int i = 0; i < n; i++)
    v[i] = num_rng_normal (rng);
}

static void
assert_close (const double *a, const double *b, int n)
{
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (a[i], b[i], TOLERANCE);
}

static void
check_size (NumRng *rng, int rows, int cols, int n)
{
  double w[MOST * MOST], whole[MOST * MOST], b[TERMS * MOST], f[TERMS * MOST], coefficient[TERMS];
  double x[MOST], out[MOST], expected[MOST], scratch[TERMS + MOST];
  const NumLowRank matrix = { rows, cols, w, n, b, f };

  fill (rng, w, rows * cols);
  fill (rng, b, n * rows);
  fill (rng, f, n * cols);
  memcpy (whole, w, sizeof whole);
  for (int t = 0; t < n; t++)
    cblas_dger (CblasRowMajor, rows, cols, 1, b + t * rows, 1, f + t * cols, 1, whole, cols);

  fill (rng, x, rows);
  num_low_rank_down (&matrix, x, out, scratch);
  cblas_dgemv (CblasRowMajor, CblasTrans, rows, cols, 1, whole, cols, x, 1, 0, expected, 1);
  assert_close (out, expected, cols);

  fill (rng, x, cols);
  fill (rng, out, rows);
  memcpy (expected, out, rows * sizeof *out);
  num_low_rank_up (&matrix, x, out, scratch);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, rows, cols, 1, whole, cols, x, 1, 1, expected, 1);
  assert_close (out, expected, rows);

  fill (rng, coefficient, n);
  for (int t = 0; t < n; t++)
    cblas_dger (CblasRowMajor, rows, cols, coefficient[t], b + t * rows, 1, f + t * cols, 1, whole,
                cols);
  for (int t = 0; t < n; t++)
    coefficient[t] += 1;
  num_kernel_updates (rows, cols, w, n, coefficient, b, f);
  assert_close (w, whole, rows * cols);
}

static void
test_sizes (void)
{
  NumRng *rng = num_rng_new (1, 1);

  for (int rows = 1; rows <= MOST; rows++)
    for (int cols = 1; cols <= MOST; cols++)
      check_size (rng, rows, cols, (rows + cols) % (TERMS + 1));
  num_rng_free (rng);
}

int
main (int argc, char **argv)
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/num/low-rank/sizes", test_sizes);
  return g_test_run ();
}
