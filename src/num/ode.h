/* Ordinary differential equations, by GSL's adaptive backward differentiation: stiff ones too. */
#pragma once

#include <stdbool.h>

/* dy/dt at (t, y). Shapes: y and dydt (n). */
typedef void (*NumOdeFunction) (double t, const double *y, double *dydt, void *data);

typedef struct NumOde NumOde;

/**
 * num_ode_new:
 * A system of n equations; f and data must outlive it.
 * @scale: (n): errors of y below tolerance * scale are accepted, whatever y is
 * @tolerance: relative, of the local error of one step
 */
NumOde *num_ode_new (NumOdeFunction f, void *data, int n, const double *scale, double tolerance);
void num_ode_free (NumOde *self);

/**
 * num_ode_step:
 * One step of a size that meets the tolerance, never beyond t_end.
 * @t, @y: (inout): untouched on failure
 *
 * Valid: the same t and y as the last step left behind.
 * Errors: false where no step, however small, meets the tolerance.
 */
bool num_ode_step (NumOde *self, double *t, double t_end, double *y);

/* The state at a fraction of the last step, 0 to 1: cubic, with the right slopes at both ends. */
void num_ode_interpolate (const NumOde *self, double fraction, double *y);
