/* Small dense matrices over CBLAS and LAPACKE. */
#include "num/matrix.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "num/cholesky.h"

#include <assert.h>
#include <gsl/gsl_errno.h>
#include <lapacke.h>
#include <math.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

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

/* From here on the system's own zeroed pages are taken one by one as they are used: to clear them
 * at once would hold up a run that may be cancelled. */
#define LARGE_BYTES (16u << 20)

/* Fresh zeroed memory in pages of 2 MB, where the system has them: to give back 96 MB in pages of 4
 * kB takes 5 to 20 ms, in which a thread hears nothing. */
static void *
alloc_large (size_t bytes)
{
  char *p = calloc (1, bytes);

#ifdef MADV_HUGEPAGE
  const uintptr_t huge = (uintptr_t) 2 << 20;
  const uintptr_t first = ((uintptr_t) p + huge - 1) / huge * huge;

  if (p != NULL)
    madvise ((void *) first, ((uintptr_t) p + bytes - first) / huge * huge, MADV_HUGEPAGE);
#endif
  return p;
}

double *
num_alloc (size_t n)
{
  size_t bytes = (n * sizeof (double) + 63) / 64 * 64;
  double *p =
      bytes < LARGE_BYTES ? aligned_alloc (64, bytes > 0 ? bytes : 64) : alloc_large (bytes);

  if (p == NULL)
    {
      fprintf (stderr, "plateau: out of memory: %zu bytes were asked for\n", bytes);
      abort ();
    }
  if (bytes < LARGE_BYTES)
    memset (p, 0, bytes);
  return p;
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
