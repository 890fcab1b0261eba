/* Total weights inside an extrapolated step: a Taylor polynomial about its end. */
#include "model/step/flow_curve.h"

#include "num/blas.h"
#include "num/extrapolate.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
model_flow_curve_init (ModelFlowCurve *self, int n)
{
  *self = (ModelFlowCurve){ n, 0, num_alloc ((gsize) (MODEL_FLOW_STEP_ORDER + 1) * n) };
}

void
model_flow_curve_clear (ModelFlowCurve *self)
{
  free (self->coefficients);
}

/* i^k times the k-th backward difference of sequence i's path at its end: the k-th derivative
 * there, in units of the step, up to an error with the expansion that extrapolation removes. */
static void
add_differences (const double *path, int n, int i, int k, double weight, double *out)
{
  const double *end = path + (gsize) i * n;
  double binomial = weight * pow (i, k);

  for (int m = 0; m <= k; m++)
    {
      cblas_daxpy (n, binomial, end - (gsize) m * n, 1, out, 1);
      binomial *= -(double) (k - m) / (m + 1);
    }
}

void
model_flow_curve_fit (ModelFlowCurve *curve,
                      const ModelFlowStep *step,
                      int order,
                      const double *end)
{
  const int n = curve->n;
  double *last = curve->coefficients + (gsize) order * n, factorial = 1;
  double weight[MODEL_FLOW_STEP_ORDER + 1];

  curve->degree = order;
  memset (curve->coefficients, 0, (gsize) (order + 1) * n * sizeof (double));
  memcpy (curve->coefficients, end, n * sizeof *end);
  for (int k = 1; k < order; k++)
    {
      factorial *= k;
      num_extrapolate_weights (k, order, weight);
      for (int i = k; i <= order; i++)
        add_differences (model_flow_step_get_path (step, i), n, i, k, weight[i] / factorial,
                         curve->coefficients + (gsize) k * n);
    }
  /* The last power makes it pass through the start. */
  memcpy (last, model_flow_step_get_total_weights (step), n * sizeof *last);
  for (int k = 0; k < order; k++)
    cblas_daxpy (n, k % 2 == 0 ? -1 : 1, curve->coefficients + (gsize) k * n, 1, last, 1);
  if (order % 2 != 0)
    cblas_dscal (n, -1, last, 1);
}

void
model_flow_curve_evaluate (const ModelFlowCurve *self, double fraction, double *w)
{
  const double s = fraction - 1;

  for (int i = 0; i < self->n; i++)
    {
      double sum = self->coefficients[(gsize) self->degree * self->n + i];

      for (int k = self->degree - 1; k >= 0; k--)
        sum = sum * s + self->coefficients[(gsize) k * self->n + i];
      w[i] = sum;
    }
}
