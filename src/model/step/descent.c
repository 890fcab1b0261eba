/* Full-batch gradient descent on the moments, one epoch after the other. */
#include "model/step/descent.h"

#include "model/network/gradient.h"
#include "model/step/small_stepper.h"

#include <string.h>

typedef struct
{
  ModelStepper base;
  ModelNetwork *network; /* its weights are the state */
  ModelGradient *gradient;
  const ModelMoments *moments;
  double learning_rate;
} Descent;

static gboolean
descent_evaluate (ModelStepper *stepper, ModelHistoryRow *row, const int *cancel)
{
  Descent *self = (Descent *) stepper;

  if (!model_gradient_evaluate (self->gradient, self->network, self->moments, cancel))
    return FALSE;
  model_stepper_fill_row (row, self->network->shape.inputs,
                          model_gradient_get_loss (self->gradient),
                          model_gradient_get_total_weights (self->gradient));
  return TRUE;
}

static gboolean
descent_advance (ModelStepper *stepper, ModelHistoryRow *rows, int n, const int *cancel)
{
  Descent *self = (Descent *) stepper;

  for (int i = 0; i < n; i++)
    if (!model_gradient_step (self->gradient, self->network, self->learning_rate, cancel) ||
        !descent_evaluate (stepper, &rows[i], cancel))
      return FALSE;
  return TRUE;
}

static const ModelNetwork *
descent_get_network (ModelStepper *stepper)
{
  return ((Descent *) stepper)->network;
}

static void
descent_set_network (ModelStepper *stepper, const ModelNetwork *network)
{
  memcpy (stepper->state, network->weights, stepper->n_state * sizeof (double));
}

static ModelStepper *
descent_dup (const ModelStepper *stepper)
{
  const Descent *self = (const Descent *) stepper;

  return model_descent_new (self->network, self->moments, self->learning_rate);
}

static void
descent_free (ModelStepper *stepper)
{
  Descent *self = (Descent *) stepper;

  model_network_free (self->network);
  model_gradient_free (self->gradient);
  g_free (self);
}

static const ModelStepperClass descent_class = { descent_evaluate,    descent_advance,
                                                 descent_get_network, descent_set_network,
                                                 descent_dup,         descent_free };

ModelStepper *
model_descent_new (const ModelNetwork *start, const ModelMoments *moments, double learning_rate)
{
  return model_descent_new_take (model_network_copy (start), moments, learning_rate);
}

ModelStepper *
model_descent_new_take (ModelNetwork *start, const ModelMoments *moments, double learning_rate)
{
  g_autoptr (ModelNetwork) owned = start;
  Descent *self;

  if (model_small_stepper_fits (&start->shape))
    return model_small_stepper_new (start, moments, learning_rate);
  self = g_new0 (Descent, 1);
  self->network = g_steal_pointer (&owned);
  self->gradient = model_gradient_new (&self->network->shape);
  self->moments = moments;
  self->learning_rate = learning_rate;
  self->base = (ModelStepper){ .class = &descent_class,
                               .state = self->network->weights,
                               .n_state = self->network->n_weights,
                               .block = 1 };
  return &self->base;
}
