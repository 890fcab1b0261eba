/* Cholesky factors: by hand, of many panels against their product, and cancelled. */
#include "num/blas.h"
#include "num/cholesky.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Three panels, the last of which is not full. */
#define LARGE 150

static void
test_semidefinite (void)
{
  const double a[] = { 4, 2, 2, 1 };
  double l[4];

  g_assert_true (num_cholesky_factor (2, a, l, NULL));
  g_assert_cmpfloat (l[0], ==, 2);
  g_assert_cmpfloat (l[1], ==, 0);
  g_assert_cmpfloat (l[2], ==, 1);
  g_assert_cmpfloat (l[3], ==, 0);
}

static void
test_indefinite (void)
{
  const double indefinite[] = { 1, 2, 2, 1 }, hidden[] = { 0, 1, 1, 0 };
  double l[4];

  g_assert_false (num_cholesky_factor (2, indefinite, l, NULL));
  g_assert_false (num_cholesky_factor (2, hidden, l, NULL));
}

/* v v' of normals v, (n, rank), divided by n: condition numbers of some hundreds. */
static double *
make_matrix (int n, int rank, double **factor)
{
  double *v = num_alloc ((size_t) n * rank), *a = num_alloc ((size_t) n * n);
  NumRng *rng = num_rng_new (7, 0);

  for (int i = 0; i < n * rank; i++)
    v[i] = num_rng_normal (rng);
  num_rng_free (rng);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, n, n, rank, 1.0 / n, v, rank, v, rank, 0, a,
               n);
  *factor = v;
  return a;
}

static void
check_factor (int rank)
{
  double *v, *a = make_matrix (LARGE, rank, &v), *l = num_alloc (LARGE * LARGE);
  double *product = num_alloc (LARGE * LARGE);

  g_assert_true (num_cholesky_factor (LARGE, a, l, NULL));
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, LARGE, LARGE, LARGE, 1, l, LARGE, l, LARGE,
               0, product, LARGE);
  for (int i = 0; i < LARGE; i++)
    for (int j = 0; j < LARGE; j++)
      {
        /* Rounding of the sums; of a deficient matrix also pivots that count as zero, 1e-12. */
        g_assert_cmpfloat_with_epsilon (product[i * LARGE + j], a[i * LARGE + j], 1e-10);
        if (j > i)
          g_assert_cmpfloat (l[i * LARGE + j], ==, 0);
      }
  free (v);
  free (a);
  free (l);
  free (product);
}

static void
test_panels (void)
{
  check_factor (2 * LARGE);
}

static void
test_panels_deficient (void)
{
  check_factor (LARGE / 2);
}

/* Against eigenvalues and eigenvectors: the definition. */
static void
solve_naively (int n, const double *a, const double *b, double *x)
{
  double *v = g_memdup2 (a, sizeof *a * n * n), *values = num_alloc (n);

  g_assert_true (num_matrix_eigen_symmetric (n, v, values));
  memset (x, 0, sizeof *x * n);
  for (int k = 0; k < n; k++)
    if (values[k] > NUM_RANK_TOLERANCE * values[n - 1])
      cblas_daxpy (n, cblas_ddot (n, b, 1, v + k, n) / values[k], v + k, n, x, 1);
  g_free (v);
  free (values);
}

static void
check_solution (int rank)
{
  double *v, *a = make_matrix (LARGE, rank, &v), x[LARGE], y[LARGE], b[LARGE];

  for (int i = 0; i < LARGE; i++)
    b[i] = sin (i);
  g_assert_true (num_cholesky_solve_pseudo (LARGE, a, b, x, NULL));
  solve_naively (LARGE, a, b, y);
  for (int i = 0; i < LARGE; i++)
    g_assert_cmpfloat_with_epsilon (x[i], y[i], 1e-9); /* the condition, squared, times rounding */
  free (v);
  free (a);
}

static void
test_solve (void)
{
  check_solution (2 * LARGE);
}

static void
test_solve_deficient (void)
{
  check_solution (LARGE / 2);
}

/* Nearly singular: eigenvalues have to decide, and num_matrix_solve_pseudo() asks them. */
static void
test_solve_near_singular (void)
{
  const double a[] = { 1, 1, 1, 1 + 1e-10 }, b[] = { 1, 1 };
  double x[2];

  g_assert_false (num_cholesky_solve_pseudo (2, a, b, x, NULL));
  g_assert_true (num_matrix_solve_pseudo (2, a, b, x, NULL));
  g_assert_cmpfloat_with_epsilon (x[0], 1, 1e-5); /* condition 4e10 times rounding */
  g_assert_cmpfloat_with_epsilon (x[1], 0, 1e-5);
}

/* A flag that is set is seen before anything is done, so that nothing is written. */
static void
test_cancel (void)
{
  const int cancel = 1;
  double *v, *a = make_matrix (LARGE, 2 * LARGE, &v), *l = num_alloc (LARGE * LARGE);
  double b[LARGE] = { 0 }, x[LARGE];

  g_assert_false (num_cholesky_factor (LARGE, a, l, &cancel));
  for (int i = 0; i < LARGE * LARGE; i++)
    g_assert_cmpfloat (l[i], ==, 0);
  g_assert_false (num_cholesky_solve_pseudo (LARGE, a, b, x, &cancel));
  g_assert_false (num_matrix_solve_pseudo (LARGE, a, b, x, &cancel));
  free (v);
  free (a);
  free (l);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/num/cholesky/semidefinite", test_semidefinite);
  g_test_add_func ("/num/cholesky/indefinite", test_indefinite);
  g_test_add_func ("/num/cholesky/panels", test_panels);
  g_test_add_func ("/num/cholesky/panels-deficient", test_panels_deficient);
  g_test_add_func ("/num/cholesky/solve", test_solve);
  g_test_add_func ("/num/cholesky/solve-deficient", test_solve_deficient);
  g_test_add_func ("/num/cholesky/solve-near-singular", test_solve_near_singular);
  g_test_add_func ("/num/cholesky/cancel", test_cancel);
  return g_test_run ();
}
