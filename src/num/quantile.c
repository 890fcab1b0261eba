/* Quantiles by GSL, of the values sorted in place. */
#include "num/quantile.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

/* By insertion: for tens of values several times as fast as a general sort, which calls back for
 * each comparison. */
static void
sort_few (double *values, int n)
{
  for (int i = 1; i < n; i++)
    {
      const double value = values[i];
      int k = i;

      for (; k > 0 && values[k - 1] > value; k--)
        values[k] = values[k - 1];
      values[k] = value;
    }
}

void
num_quantiles (double *values, int n, const double *p, int m, double *out)
{
  sort_few (values, n);
  for (int i = 0; i < m; i++)
    out[i] = gsl_stats_quantile_from_sorted_data (values, 1, (size_t) n, p[i]);
}

void
num_sort (double *values, size_t n)
{
  gsl_sort (values, 1, n);
}

double
num_median (double *values, size_t n)
{
  num_sort (values, n);
  return values[n / 2];
}
