/* The training step's products against BLAS, at every size near a register's width. */
#include "num/blas.h"
#include "num/kernels.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  MOST = 37
};

static void
fill (NumRng *rng, double *v, int n)
{
  for (int i = 0; i < n; i++)
    v[i] = num_rng_normal (rng);
}

/* Sums of up to 37 terms of size one, in another order. */
#define TOLERANCE 1e-13

static void
assert_close (const double *a, const double *b, int n)
{
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (a[i], b[i], TOLERANCE);
}

static void
check_size (NumRng *rng, int rows, int cols)
{
  double w[MOST * MOST], expected_w[MOST * MOST], b[MOST], f[MOST], out[MOST], expected[MOST];

  fill (rng, w, rows * cols);
  fill (rng, b, rows);
  fill (rng, f, cols);
  memcpy (expected_w, w, sizeof *w * rows * cols);

  num_kernel_down (rows, cols, w, b, out);
  cblas_dgemv (CblasRowMajor, CblasTrans, rows, cols, 1, w, cols, b, 1, 0, expected, 1);
  assert_close (out, expected, cols);

  fill (rng, out, rows);
  memcpy (expected, out, sizeof *out * rows);
  num_kernel_up_update (rows, cols, w, 0.3, b, f, out);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, rows, cols, 1, expected_w, cols, f, 1, 1, expected, 1);
  cblas_dger (CblasRowMajor, rows, cols, 0.3, b, 1, f, 1, expected_w, cols);
  assert_close (out, expected, rows);
  assert_close (w, expected_w, rows * cols);

  num_kernel_update (rows, cols, w, -0.7, b, f);
  cblas_dger (CblasRowMajor, rows, cols, -0.7, b, 1, f, 1, expected_w, cols);
  assert_close (w, expected_w, rows * cols);
}

static void
test_sizes (void)
{
  NumRng *rng = num_rng_new (1, 1);

  for (int rows = 1; rows <= MOST; rows++)
    for (int cols = 1; cols <= MOST; cols++)
      check_size (rng, rows, cols);
  num_rng_free (rng);
}

static void
test_dot (void)
{
  NumRng *rng = num_rng_new (1, 2);
  double a[MOST], b[MOST];

  fill (rng, a, MOST);
  fill (rng, b, MOST);
  for (int n = 0; n <= MOST; n++)
    g_assert_cmpfloat_with_epsilon (num_kernel_dot (n, a, b), cblas_ddot (n, a, 1, b, 1),
                                    TOLERANCE);
  num_rng_free (rng);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/num/kernels/as-blas-at-every-size", test_sizes);
  g_test_add_func ("/num/kernels/dot", test_dot);
  return g_test_run ();
}
