/* Definite integrals, by GSL's adaptive rules. */
#include "num/quadrature.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>

enum
{
  MAX_INTERVALS = 1000
};

bool
num_quadrature (NumFunction f, void *data, double a, double b, double tolerance, double *result)
{
  gsl_function function = { f, data };
  gsl_integration_workspace *workspace = gsl_integration_workspace_alloc (MAX_INTERVALS);
  double value, error;
  int status;

  if (isinf (b))
    status = gsl_integration_qagiu (&function, a, 0, tolerance, MAX_INTERVALS, workspace, &value,
                                    &error);
  else
    status = gsl_integration_qags (&function, a, b, 0, tolerance, MAX_INTERVALS, workspace, &value,
                                   &error);
  gsl_integration_workspace_free (workspace);
  if (status != GSL_SUCCESS || !isfinite (value))
    return false;
  *result = value;
  return true;
}
