/* Natural cubic splines, by GSL. */
#include "num/spline.h"

#include <gsl/gsl_spline.h>
#include <stdlib.h>

struct NumSpline
{
  gsl_spline *spline;
  double first, last; /* ends of the points */
};

NumSpline *
num_spline_new (int n, const double *x, const double *y)
{
  NumSpline *self = calloc (1, sizeof *self);

  if (self == NULL)
    abort ();
  self->spline = gsl_spline_alloc (gsl_interp_cspline, (size_t) n);
  gsl_spline_init (self->spline, x, y, (size_t) n);
  self->first = x[0];
  self->last = x[n - 1];
  return self;
}

void
num_spline_free (NumSpline *self)
{
  if (self == NULL)
    return;
  gsl_spline_free (self->spline);
  free (self);
}

double
num_spline_evaluate (const NumSpline *self, double x, double *slope)
{
  const double inside = x < self->first ? self->first : x > self->last ? self->last : x;
  const double steepness = gsl_spline_eval_deriv (self->spline, inside, NULL);

  if (slope != NULL)
    *slope = steepness;
  return gsl_spline_eval (self->spline, inside, NULL) + steepness * (x - inside);
}
