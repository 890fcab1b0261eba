/* Integrates stiff systems: GSL's BDF stepper, a difference Jacobian, cubic dense output. */
#include "num/ode.h"

#include "num/matrix.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct NumOde
{
  gsl_odeiv2_system system;
  gsl_odeiv2_driver *driver;
  NumOdeFunction f;
  void *data;
  int n;
  double *block; /* all of the following */
  double *scale;
  double *shifted, *slope, *shifted_slope;
  double *y[2], *dydt[2]; /* both ends of the last step */
  double h;               /* its size */
};

enum
{
  N_VECTORS = 8
};

static int
evaluate (double t, const double *y, double *dydt, void *data)
{
  NumOde *self = data;

  self->f (t, y, dydt, self->data);
  /* A trial step may leave the range of doubles; the driver then tries a smaller one. */
  for (int i = 0; i < self->n; i++)
    if (!isfinite (dydt[i]))
      return GSL_FAILURE;
  return GSL_SUCCESS;
}

/* Forward differences: Newton's iteration needs the Jacobian to a few digits only. */
static int
differentiate (double t, const double *y, double *dfdy, double *dfdt, void *data)
{
  NumOde *self = data;
  int n = self->n;

  self->f (t, y, self->slope, self->data);
  memcpy (self->shifted, y, n * sizeof *y);
  for (int j = 0; j < n; j++)
    {
      double step = 1e-7 * fmax (fabs (y[j]), self->scale[j]);

      self->shifted[j] = y[j] + step;
      step = self->shifted[j] - y[j];
      self->f (t, self->shifted, self->shifted_slope, self->data);
      for (int i = 0; i < n; i++)
        dfdy[i * n + j] = (self->shifted_slope[i] - self->slope[i]) / step;
      self->shifted[j] = y[j];
    }
  memset (dfdt, 0, n * sizeof *dfdt);
  return GSL_SUCCESS;
}

static void
partition (NumOde *self)
{
  double **parts[N_VECTORS] = { &self->scale, &self->shifted, &self->slope,   &self->shifted_slope,
                                &self->y[0],  &self->y[1],    &self->dydt[0], &self->dydt[1] };

  self->block = num_alloc ((size_t) N_VECTORS * self->n);
  for (int i = 0; i < N_VECTORS; i++)
    *parts[i] = self->block + (size_t) i * self->n;
}

NumOde *
num_ode_new (NumOdeFunction f, void *data, int n, const double *scale, double tolerance)
{
  NumOde *self = calloc (1, sizeof *self);

  if (self == NULL)
    abort ();
  self->f = f;
  self->data = data;
  self->n = n;
  partition (self);
  memcpy (self->scale, scale, n * sizeof *scale);
  self->system = (gsl_odeiv2_system){ evaluate, differentiate, (size_t) n, self };
  self->driver = gsl_odeiv2_driver_alloc_scaled_new (&self->system, gsl_odeiv2_step_msbdf, 1e-3,
                                                     tolerance, tolerance, 1, 0, self->scale);
  return self;
}

void
num_ode_free (NumOde *self)
{
  if (self == NULL)
    return;
  gsl_odeiv2_driver_free (self->driver);
  free (self->block);
  free (self);
}

bool
num_ode_step (NumOde *self, double *t, double t_end, double *y)
{
  gsl_odeiv2_driver *d = self->driver;
  double start = *t;
  size_t size = self->n * sizeof *y;

  memcpy (self->y[0], y, size);
  self->f (start, y, self->dydt[0], self->data);
  if (gsl_odeiv2_evolve_apply (d->e, d->c, d->s, &self->system, t, t_end, &d->h, y) != GSL_SUCCESS)
    {
      *t = start;
      memcpy (y, self->y[0], size);
      return false;
    }
  memcpy (self->y[1], y, size);
  self->f (*t, y, self->dydt[1], self->data);
  self->h = *t - start;
  return true;
}

void
num_ode_interpolate (const NumOde *self, double fraction, double *y)
{
  double x = fraction, rest = 1 - x;

  for (int i = 0; i < self->n; i++)
    y[i] = rest * rest * ((1 + 2 * x) * self->y[0][i] + x * self->h * self->dydt[0][i]) +
           x * x * ((3 - 2 * x) * self->y[1][i] - rest * self->h * self->dydt[1][i]);
}
