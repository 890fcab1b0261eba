/* Roots of one-dimensional functions, by GSL's Brent bracketing. */
#include "num/roots.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

bool
num_root (NumFunction f, void *data, double a, double b, double tolerance, double *x)
{
  gsl_function function = { f, data };
  double fa = f (a, data), fb = f (b, data);

  if (!isfinite (fa) || !isfinite (fb) || fa * fb > 0)
    return false;
  if (fa == 0 || fb == 0)
    {
      *x = fa == 0 ? a : b;
      return true;
    }

  gsl_root_fsolver *solver = gsl_root_fsolver_alloc (gsl_root_fsolver_brent);
  int status = gsl_root_fsolver_set (solver, &function, a, b);

  for (int i = 0; i < 200 && status == GSL_SUCCESS; i++)
    {
      status = gsl_root_fsolver_iterate (solver);
      if (gsl_root_test_interval (gsl_root_fsolver_x_lower (solver),
                                  gsl_root_fsolver_x_upper (solver), 0, tolerance) == GSL_SUCCESS)
        break;
    }
  if (status == GSL_SUCCESS)
    *x = gsl_root_fsolver_root (solver);
  gsl_root_fsolver_free (solver);
  return status == GSL_SUCCESS;
}
