/* Correlations by GSL. */
#include "num/statistics.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

static int
is_finite (const double *x, int n)
{
  for (int i = 0; i < n; i++)
    if (!isfinite (x[i]))
      return 0;
  return 1;
}

double
num_statistics_correlate (const double *x, const double *y, int n)
{
  return n >= 2 && is_finite (x, n) && is_finite (y, n) ? gsl_stats_correlation (x, 1, y, 1, n)
                                                        : NAN;
}

double
num_statistics_correlate_ranks (const double *x, const double *y, int n)
{
  double *work, value;

  if (n < 2 || !is_finite (x, n) || !is_finite (y, n))
    return NAN;
  work = malloc (2 * (size_t) n * sizeof *work);
  if (work == NULL)
    return NAN;
  value = gsl_stats_spearman (x, 1, y, 1, n, work);
  free (work);
  return value;
}
