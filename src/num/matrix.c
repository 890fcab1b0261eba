/* Small dense matrices over CBLAS and LAPACKE. */
#include "num/matrix.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "num/cholesky.h"

#include <assert.h>
#include <gsl/gsl_errno.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void
num_init (void)
{
  num_blas_choose_kernel ();
  openblas_set_num_threads (1);
  gsl_set_error_handler_off ();
}

const char *
num_blas_config (void)
{
  const char *config = openblas_get_config ();

  return config && strstr (config, "OpenBLAS") ? config : NULL;
}

bool
num_matrix_principal (int n, int size, double *rows, double *values, double *vectors)
{
  const int few = n < size ? n : size;
  double *rest = num_alloc (few);
  /* Read by columns the rows are (size, n), and their directions its left singular vectors. */
  const bool done = LAPACKE_dgesvd (LAPACK_COL_MAJOR, 'S', 'N', size, n, rows, size, values,
                                    vectors, size, NULL, 1, rest) == 0;

  free (rest);
  return done;
}

bool
num_matrix_eigen_symmetric (int n, double *a, double *values)
{
  return LAPACKE_dsyev (LAPACK_ROW_MAJOR, 'V', 'U', n, a, n, values) == 0;
}

bool
num_matrix_solve_pseudo (int n, const double *a, const double *b, double *x, const int *cancel)
{
  double *v, *values;

  if (num_cholesky_solve_pseudo (n, a, b, x, cancel))
    return true;
  if (num_is_cancelled (cancel))
    return false;
  v = num_alloc ((size_t) n * n);
  values = num_alloc (n);
  memset (x, 0, n * sizeof *x);
  memcpy (v, a, sizeof *v * n * n);
  if (num_matrix_eigen_symmetric (n, v, values))
    for (int k = 0; k < n; k++)
      if (values[k] > NUM_RANK_TOLERANCE * values[n - 1])
        cblas_daxpy (n, cblas_ddot (n, b, 1, v + k, n) / values[k], v + k, n, x, 1);
  free (v);
  free (values);
  return true;
}

double
num_matrix_product_norm (int n, const double *a, const double *b)
{
  double *l = num_alloc ((size_t) n * n), *t = num_alloc ((size_t) n * n);
  double *values = num_alloc (n), norm = 0;

  /* a b has the eigenvalues of l' b l, which is symmetric. */
  if (num_cholesky_factor (n, a, l, NULL))
    {
      cblas_dsymm (CblasRowMajor, CblasLeft, CblasUpper, n, n, 1, b, n, l, n, 0, t, n);
      cblas_dtrmm (CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, n, n, 1, l, n, t,
                   n);
      if (num_matrix_eigen_symmetric (n, t, values))
        norm = values[n - 1];
    }
  free (l);
  free (t);
  free (values);
  return norm;
}

/* Read by columns the matrix is its transpose: LAPACK then needs no copy. */
void
num_matrix_factorise (int n, double *a, int *pivots)
{
  LAPACKE_dgetrf_work (LAPACK_COL_MAJOR, n, n, a, n, pivots);
}

void
num_matrix_solve_factored (int n, const double *factors, const int *pivots, double *b)
{
  LAPACKE_dgetrs_work (LAPACK_COL_MAJOR, 'T', n, 1, factors, n, pivots, b, n);
}

bool
num_matrix_inverse_root (int n, const double *a, double *root)
{
  const size_t size = (size_t) n * (size_t) n;
  double *vectors = num_alloc (size), *values = num_alloc ((size_t) n);
  bool regular;

  memcpy (vectors, a, size * sizeof *a);
  regular = num_matrix_eigen_symmetric (n, vectors, values) && values[n - 1] > 0 &&
            values[0] > NUM_RANK_TOLERANCE * values[n - 1];
  memset (root, 0, size * sizeof *root);
  for (int k = 0; regular && k < n; k++)
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        root[i * n + j] += vectors[i * n + k] * vectors[j * n + k] / sqrt (values[k]);
  free (vectors);
  free (values);
  return regular;
}
