/* Roots of one-dimensional functions, by GSL's Brent bracketing. */
#pragma once

#include "num/quadrature.h"

/**
 * num_root:
 * x in [a, b] with f(x) = 0.
 * @tolerance: relative, of x
 * @x: (out): untouched on failure
 *
 * Errors: false where f(a) and f(b) have the same sign or a value is not finite.
 */
bool num_root (NumFunction f, void *data, double a, double b, double tolerance, double *x);
