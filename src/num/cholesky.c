/* Cholesky factors in panels, each a matrix product and a small factor. */
#include "num/cholesky.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "num/memory.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  PANEL = 64 /* columns: at n = 1000 one takes about a millisecond */
};

/* Relative to the diagonal: what rounding leaves of a pivot, and of a column, that is zero. */
#define ZERO_PIVOT 1e-12
#define ZERO_COLUMN 1e-6
/* Far from where the pseudo-inverse's cut-off NUM_RANK_TOLERANCE could matter. */
#define SMALLEST_RECIPROCAL_CONDITION 1e-8

/* Column j of a panel that begins at column `first`, from which all before it is subtracted. */
static bool
factor_column (int n, int first, int j, const double *a, double *l)
{
  const int k = j - first;
  const double diagonal = a[(size_t) j * n + j], rounding = ZERO_PIVOT * diagonal;
  double *row = l + (size_t) j * n;
  const double pivot = row[j] - cblas_ddot (k, row + first, 1, row + first, 1);

  if (!(pivot >= -rounding))
    return false;
  row[j] = pivot > rounding ? sqrt (pivot) : 0;
  for (int i = j + 1; i < n; i++)
    {
      double *below = l + (size_t) i * n;
      const double rest = below[j] - cblas_ddot (k, below + first, 1, row + first, 1);

      below[j] = row[j] > 0 ? rest / row[j] : 0;
      if (!(row[j] > 0) &&
          fabs (rest) > ZERO_COLUMN * sqrt (fabs (a[(size_t) i * n + i] * diagonal)))
        return false;
    }
  return true;
}

bool
num_cholesky_factor (int n, const double *a, double *l, const int *cancel)
{
  memset (l, 0, sizeof *l * n * n);
  for (int first = 0; first < n; first += PANEL)
    {
      const int width = first + PANEL < n ? PANEL : n - first;
      double *panel = l + (size_t) first * n;

      if (num_is_cancelled (cancel))
        return false;
      for (int i = first; i < n; i++)
        memcpy (l + (size_t) i * n + first, a + (size_t) i * n + first,
                sizeof *l * (i < first + width ? i + 1 - first : width));
      if (first > 0)
        cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, n - first, width, first, -1, panel, n,
                     panel, n, 1, panel + first, n);
      for (int j = first; j < first + width; j++)
        if (!factor_column (n, first, j, a, l))
          return false;
      for (int i = first; i < first + width; i++)
        memset (l + (size_t) i * n + i + 1, 0, sizeof *l * (first + width - i - 1));
    }
  return true;
}

/* x := (l l')^-1 x. */
static void
solve_factored (int n, const double *l, double *x)
{
  cblas_dtrsv (CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, l, n, x, 1);
  cblas_dtrsv (CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, n, l, n, x, 1);
}

/* 1-norm of (l l')^-1, by Higham's estimator; INFINITY where cancelled. */
static double
estimate_inverse_norm (int n, const double *l, const int *cancel)
{
  double *v = num_alloc (n), *x = num_alloc (n), norm = 0;
  lapack_int *sign = calloc (n, sizeof *sign), state[3] = { 0 }, kase = 0;

  for (;;)
    {
      LAPACKE_dlacn2_work (n, v, x, sign, &norm, &kase, state);
      if (kase == 0)
        break;
      if (num_is_cancelled (cancel))
        {
          norm = INFINITY;
          break;
        }
      solve_factored (n, l, x);
    }
  free (v);
  free (x);
  free (sign);
  return norm;
}

static bool
has_full_rank (int n, const double *l)
{
  for (int j = 0; j < n; j++)
    if (!(l[(size_t) j * n + j] > 0))
      return false;
  return true;
}

/* Whether a = l l' is regular by a wide margin. */
static bool
is_regular (int n, const double *a, const double *l, const int *cancel)
{
  double norm = 0;

  if (!has_full_rank (n, l))
    return false;
  for (int j = 0; j < n; j++)
    norm = fmax (norm, cblas_dasum (n, a + (size_t) j * n, 1));
  return estimate_inverse_norm (n, l, cancel) * norm * SMALLEST_RECIPROCAL_CONDITION < 1;
}

/* The columns of l that are not zero, (n, rank), one behind the other. */
static int
gather (int n, const double *l, double *r)
{
  int rank = 0;

  for (int j = 0; j < n; j++)
    rank += l[(size_t) j * n + j] > 0;
  for (int j = 0, k = 0; j < n; j++)
    if (l[(size_t) j * n + j] > 0)
      cblas_dcopy (n, l + j, n, r + k++, rank);
  return rank;
}

/* g = R'R, (rank, rank). */
static bool
square (int n, int rank, const double *r, double *g, const int *cancel)
{
  for (int i = 0; i < rank; i += PANEL)
    {
      if (num_is_cancelled (cancel))
        return false;
      cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, rank - i < PANEL ? rank - i : PANEL,
                   rank, n, 1, r + i, rank, r, rank, 0, g + (size_t) i * rank, rank);
    }
  return true;
}

static bool
solve_deficient (int n, const double *l, const double *b, double *x, const int *cancel)
{
  double *r = num_alloc ((size_t) n * n), *g = num_alloc ((size_t) n * n);
  double *factor = num_alloc ((size_t) n * n), *t = num_alloc (n);
  const int rank = gather (n, l, r);
  bool ok = rank == 0 ||
            (square (n, rank, r, g, cancel) && num_cholesky_factor (rank, g, factor, cancel) &&
             is_regular (rank, g, factor, cancel));

  memset (x, 0, sizeof *x * n);
  if (ok && rank > 0)
    {
      cblas_dgemv (CblasRowMajor, CblasTrans, n, rank, 1, r, rank, b, 1, 0, t, 1);
      solve_factored (rank, factor, t);
      solve_factored (rank, factor, t);
      cblas_dgemv (CblasRowMajor, CblasNoTrans, n, rank, 1, r, rank, t, 1, 0, x, 1);
    }
  free (r);
  free (g);
  free (factor);
  free (t);
  return ok;
}

bool
num_cholesky_solve_pseudo (int n, const double *a, const double *b, double *x, const int *cancel)
{
  double *l = num_alloc ((size_t) n * n);
  bool ok = num_cholesky_factor (n, a, l, cancel);

  if (ok && !has_full_rank (n, l))
    ok = solve_deficient (n, l, b, x, cancel);
  else if (ok && (ok = is_regular (n, a, l, cancel)))
    {
      memcpy (x, b, sizeof *x * n);
      solve_factored (n, l, x);
    }
  free (l);
  return ok && !num_is_cancelled (cancel);
}
