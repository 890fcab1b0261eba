/* Pseudo-inverse and eigenvalues against cases solved by hand. */
#include "num/blas.h"
#include "num/matrix.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

static void
test_blas (void)
{
  /* Linked in the wrong order, cblas_* would be GSL's, ten times slower. */
  g_assert_nonnull (num_blas_config ());
}

static void
test_blas_kernel (void)
{
#ifdef __x86_64__
  /* The kernels of 2004 are for CPUs of 2004, or for who asks for them. */
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma") &&
      g_getenv ("OPENBLAS_CORETYPE") == NULL)
    g_assert_cmpstr (num_blas_kernel (), !=, "Prescott");
#endif
  g_assert_nonnull (num_blas_kernel ());
}

static void
test_solve_regular (void)
{
  const double a[] = { 4, 1, 1, 2 }, b[] = { 1, 0 };
  double x[2];

  g_assert_true (num_matrix_solve_pseudo (2, a, b, x, NULL));
  g_assert_cmpfloat_with_epsilon (x[0], 2.0 / 7, 1e-14); /* a few roundings */
  g_assert_cmpfloat_with_epsilon (x[1], -1.0 / 7, 1e-14);
}

static void
test_solve_singular (void)
{
  /* rho = 1, sigma = 2, 1: the shortest of all solutions of 2 x + y = 3. */
  const double a[] = { 4, 2, 2, 1 }, b[] = { 6, 3 };
  double x[2];

  g_assert_true (num_matrix_solve_pseudo (2, a, b, x, NULL));
  g_assert_cmpfloat_with_epsilon (x[0], 1.2, 1e-13);
  g_assert_cmpfloat_with_epsilon (x[1], 0.6, 1e-13);
}

static void
test_solve_zero (void)
{
  const double a[] = { 0, 0, 0, 0 }, b[] = { 0, 0 };
  double x[2] = { 7, 7 };

  g_assert_true (num_matrix_solve_pseudo (2, a, b, x, NULL));
  g_assert_cmpfloat (x[0], ==, 0);
  g_assert_cmpfloat (x[1], ==, 0);
}

static void
test_product_norm (void)
{
  const double a[] = { 2, 0, 0, 5 }, b[] = { 3, 0, 0, 1 };

  g_assert_cmpfloat_with_epsilon (num_matrix_product_norm (2, a, b), 6, 1e-13);
}

/* Three rows of which two are independent, and more rows than numbers in them. */
static void
test_principal (void)
{
  double plane[] = { 3, 0, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0 }, values[3], vectors[12];
  double line[] = { 1, 1, -2, -2, 2, 2 }, value[2], along[4];

  g_assert_true (num_matrix_principal (3, 4, plane, values, vectors));
  g_assert_cmpfloat_with_epsilon (values[0], sqrt (18), 1e-14);
  g_assert_cmpfloat_with_epsilon (values[1], 2, 1e-14);
  g_assert_cmpfloat_with_epsilon (values[2], 0, 1e-14);
  g_assert_cmpfloat_with_epsilon (fabs (vectors[0]), 1, 1e-14);
  g_assert_cmpfloat_with_epsilon (fabs (vectors[4 + 1]), 1, 1e-14);
  g_assert_true (num_matrix_principal (3, 2, line, value, along));
  g_assert_cmpfloat_with_epsilon (value[0], sqrt (18), 1e-14);
  g_assert_cmpfloat_with_epsilon (along[0], along[1], 1e-14);
  g_assert_cmpfloat_with_epsilon (fabs (along[0]), sqrt (0.5), 1e-14);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/num/matrix/blas-is-openblas", test_blas);
  g_test_add_func ("/num/matrix/blas-kernel-fits-the-cpu", test_blas_kernel);
  g_test_add_func ("/num/matrix/solve-regular", test_solve_regular);
  g_test_add_func ("/num/matrix/solve-singular", test_solve_singular);
  g_test_add_func ("/num/matrix/solve-zero", test_solve_zero);
  g_test_add_func ("/num/matrix/product-norm", test_product_norm);
  g_test_add_func ("/num/matrix/principal", test_principal);
  return g_test_run ();
}
