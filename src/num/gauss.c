/* Gauss-Legendre nodes and weights, from GSL's tables. */
#include "num/gauss.h"

#include <gsl/gsl_integration.h>

void
num_gauss_legendre (int n, double *x, double *w)
{
  gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc ((size_t) n);

  for (int i = 0; i < n; i++)
    gsl_integration_glfixed_point (0, 1, (size_t) i, &x[i], &w[i], table);
  gsl_integration_glfixed_table_free (table);
}
