/* What all steppers do alike. */
#include "model/step/stepper.h"

#include "num/blas.h"

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
