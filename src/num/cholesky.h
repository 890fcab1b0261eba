/* Cholesky factors of symmetric positive semi-definite matrices, row-major, and what follows from
 * them. Large matrices are taken in panels, so that a caller can give up within milliseconds.
 */
#pragma once

#include <stdbool.h>

/**
 * num_cholesky_factor:
 * Lower factor l with l l' = a, unpivoted so that it varies smoothly with a; a pivot that rounding
 * cannot tell from zero gives a zero column, so semi-definite matrices (rho = +-1) factor too.
 * @cancel: (nullable): read atomically, for each panel
 *
 * Shapes: a and l are (n, n).
 * Errors: false where a is not positive semi-definite, or cancelled; l is then undefined.
 */
bool num_cholesky_factor (int n, const double *a, double *l, const int *cancel);

/**
 * num_cholesky_solve_pseudo:
 * x = b a^+ for symmetric positive semi-definite a. Where columns of the factor are zero, the
 * others, R, give a^+ = R (R'R)^-2 R'.
 * @cancel: (nullable): read atomically, for each panel
 *
 * Shapes: a is (n, n), b and x are (n).
 * Errors: false where a, on the range of R, is so near to singular that eigenvalues should decide;
 * where it is not positive semi-definite; where cancelled. x is then undefined.
 */
bool
num_cholesky_solve_pseudo (int n, const double *a, const double *b, double *x, const int *cancel);
