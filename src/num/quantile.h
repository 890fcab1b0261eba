/* Quantiles of a handful of numbers, by GSL. */
#pragma once

/**
 * num_quantiles:
 * The quantiles at fractions p[0..m) of n values, linear between the sorted values: p = 0 is the
 * least, 1 the greatest, 0.5 the median.
 * @values: (inout): sorted afterwards; n >= 1, none NaN
 */
void num_quantiles (double *values, int n, const double *p, int m, double *out);
