/* What all steppers do alike. */
#include "model/step/stepper.h"

#include "num/blas.h"

#include <string.h>

void
model_stepper_free (ModelStepper *self)
{
  if (self != NULL)
    self->class->free (self);
}

void
model_stepper_fill_row (ModelHistoryRow *row, const int inputs[2], double loss, const double *w)
{
  row->loss = loss;
  row->generalisation = 0;
  for (int m = 0; m < 2; m++)
    {
      const double *v = w + (m == 0 ? 0 : inputs[0]);

      row->weight[m] = inputs[m] == 1 ? v[0] : cblas_dnrm2 (inputs[m], v, 1);
    }
}

gboolean
model_stepper_is_at_rest (const ModelStepper *self,
                          const double *before,
                          const ModelHistoryRow *rows,
                          int n)
{
  for (int i = 1; i < n; i++)
    if (rows[i].loss != rows[0].loss || rows[i].weight[0] != rows[0].weight[0] ||
        rows[i].weight[1] != rows[0].weight[1] || rows[i].generalisation != rows[0].generalisation)
      return FALSE;
  return n > 1 && memcmp (before, self->state, self->n_state * sizeof (double)) == 0;
}
