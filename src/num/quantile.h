/* Numbers in their order, and quantiles of a handful of them, by GSL. */
#pragma once

#include <stddef.h>

/**
 * num_quantiles:
 * The quantiles at fractions p[0..m) of n values, linear between the sorted values: p = 0 is the
 * least, 1 the greatest, 0.5 the median.
 * @values: (inout): sorted afterwards; n >= 1, none NaN
 */
void num_quantiles (double *values, int n, const double *p, int m, double *out);

/* In rising order; none is NaN. */
void num_sort (double *values, size_t n);
/* The middle one of n >= 1 values, of an even n the larger of both; they are sorted afterwards. */
double num_median (double *values, size_t n);
