/* Definite integrals, by GSL's adaptive rules. */
#pragma once

#include <stdbool.h>

typedef double (*NumFunction) (double x, void *data);

/**
 * num_quadrature:
 * Integral of f from a to b; b may be INFINITY.
 * @tolerance: relative, of the estimated error
 * @result: (out): untouched on failure
 *
 * Errors: false where the tolerance is not met in 1000 intervals.
 */
bool
num_quadrature (NumFunction f, void *data, double a, double b, double tolerance, double *result);
