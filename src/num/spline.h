/* A curve through given points, by GSL's natural cubic spline, and straight on beyond them. */
#pragma once

typedef struct NumSpline NumSpline; /* frozen */

/**
 * num_spline_new:
 * The smooth curve through (x, y).
 * Shapes: x and y (n); x increases.
 * Valid: n >= 3.
 */
NumSpline *num_spline_new (int n, const double *x, const double *y);
void num_spline_free (NumSpline *self);

/* @slope: (out) (nullable): of the curve at x */
double num_spline_evaluate (const NumSpline *self, double x, double *slope);
