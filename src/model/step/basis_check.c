/* Two starts of the same network, trained on data they were not made for. */
#include "model/step/basis_check.h"

#include "model/step/descent.h"

#include <math.h>

/* sigma_A / sigma_B and rho: one modality far ahead, two equal ones that compete, and one that
 * first grows along the wrong sign. */
static const double settings[][2] = { { 2, 0 }, { 1, -0.5 }, { 2, -0.9 } };

enum
{
  N_SETTINGS = G_N_ELEMENTS (settings)
};

struct ModelBasisCheck
{
  ModelBasisData sets[N_SETTINGS];
  double *weights[N_SETTINGS]; /* (epochs, 2): of the reference */
};

/* The weights of each epoch of a run; returns FALSE where cancelled. */
static gboolean
train (const ModelBasisData *set,
       ModelBasisDataStart start,
       gpointer data,
       int dimension,
       const int *cancel,
       double *weights)
{
  g_autoptr (ModelNetwork) network = start (data, dimension, set->scale);
  g_autoptr (ModelStepper) stepper =
      model_descent_new (network, set->moments, MODEL_BASIS_DATA_RATE);
  ModelHistoryRow row;

  stepper->class->evaluate (stepper, &row, NULL);
  for (int epoch = 0; epoch < set->epochs; epoch++)
    {
      if (!stepper->class->advance (stepper, &row, 1, cancel))
        return FALSE;
      weights[2 * epoch] = row.weight[0];
      weights[2 * epoch + 1] = row.weight[1];
    }
  return TRUE;
}

ModelBasisCheck *
model_basis_check_new (const int inputs[2],
                       ModelBasisDataStart start,
                       gpointer data,
                       int pilot,
                       int reference,
                       const int *cancel)
{
  g_autoptr (ModelBasisCheck) self = g_new0 (ModelBasisCheck, 1);

  for (int i = 0; i < N_SETTINGS; i++)
    {
      ModelBasisData *set = &self->sets[i];

      if (!model_basis_data_prepare (set, inputs, settings[i][0], settings[i][1], start, data,
                                     pilot, cancel))
        return NULL;
      self->weights[i] = g_new (double, 2 * set->epochs);
      if (!train (set, start, data, reference, cancel, self->weights[i]))
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
model_basis_check_free (ModelBasisCheck *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < N_SETTINGS; i++)
    {
      model_basis_data_clear (&self->sets[i]);
      g_free (self->weights[i]);
    }
  g_free (self);
}

double
model_basis_check_compare (const ModelBasisCheck *self,
                           ModelBasisDataStart start,
                           gpointer data,
                           int dimension,
                           const int *cancel)
{
  double worst = 0;

  for (int i = 0; i < N_SETTINGS; i++)
    {
      const int n = 2 * self->sets[i].epochs;
      g_autofree double *weights = g_new (double, n);

      if (!train (&self->sets[i], start, data, dimension, cancel, weights))
        return -1;
      for (int k = 0; k < n; k++)
        {
          const double difference = fabs (weights[k] - self->weights[i][k]);

          if (!(difference <= worst))
            worst = isfinite (difference) ? difference : INFINITY;
        }
    }
  return worst;
}
