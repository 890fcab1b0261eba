/* How one thing goes with another, by GSL. Shapes: x and y are (n). */
#pragma once

/* Pearson's correlation; NAN where n < 2, where a value is not finite or one of them does not vary.
 */
double num_statistics_correlate (const double *x, const double *y, int n);
/* The same of ranks (Spearman): 1 where y rises with x, whatever the shape. */
double num_statistics_correlate_ranks (const double *x, const double *y, int n);
