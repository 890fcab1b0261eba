/* Steps on samples; rows have the total weights of the layers' product, whatever the activation. */
#include "model/step/sample_descent.h"

#include "model/network/gradient.h"
#include "model/network/learning_rate.h"
#include "model/network/sample_gradient.h"

#include <math.h>
#include <string.h>

typedef struct
{
  ModelStepper base;
  ModelSampleTask task;  /* owned */
  ModelNetwork *network; /* its weights are the state */
  ModelSampleGradient *gradient;
  ModelGradient *totals; /* for the total weights alone, where the gradient does without them */
  ModelMoments *nothing;
  double learning_rate;
} Descent;

static gboolean
evaluate (ModelStepper *stepper, ModelHistoryRow *row, const int *cancel)
{
  Descent *self = (Descent *) stepper;

  const double *w = self->gradient->total;

  if (!model_sample_gradient_evaluate (self->gradient, self->network, cancel))
    return FALSE;
  if (w == NULL)
    {
      if (!model_gradient_evaluate (self->totals, self->network, self->nothing, cancel))
        return FALSE;
      w = model_gradient_get_total_weights (self->totals);
    }
  model_stepper_fill_row (row, self->task.shape.inputs, self->gradient->loss, w);
  row->generalisation = isnan (self->gradient->test_loss) ? 0 : self->gradient->test_loss;
  return TRUE;
}

static gboolean
advance (ModelStepper *stepper, ModelHistoryRow *rows, int n, const int *cancel)
{
  Descent *self = (Descent *) stepper;

  for (int i = 0; i < n; i++)
    {
      model_sample_gradient_add (self->gradient, self->network, -self->learning_rate,
                                 self->network->weights);
      if (!evaluate (stepper, &rows[i], cancel))
        return FALSE;
    }
  return TRUE;
}

static const ModelNetwork *
get_network (ModelStepper *stepper)
{
  return ((Descent *) stepper)->network;
}

static void
set_network (ModelStepper *stepper, const ModelNetwork *network)
{
  memcpy (stepper->state, network->weights, stepper->n_state * sizeof (double));
}

static ModelStepper *duplicate (const ModelStepper *stepper);

static void
free_descent (ModelStepper *stepper)
{
  Descent *self = (Descent *) stepper;

  model_dataset_unref (self->task.data);
  model_dataset_unref (self->task.test);
  model_moments_unref (self->task.moments);
  model_moments_unref (self->task.population);
  model_network_free (self->network);
  model_sample_gradient_free (self->gradient);
  model_gradient_free (self->totals);
  model_moments_unref (self->nothing);
  g_free (self);
}

static const ModelStepperClass descent_class = { evaluate,    advance,   get_network,
                                                 set_network, duplicate, free_descent };

/* Takes over what the task refers to. */
static ModelStepper *
new_for_task (const ModelNetwork *start, const ModelSampleTask *task, double learning_rate)
{
  Descent *self = g_new0 (Descent, 1);

  self->network = model_network_copy (start);
  self->base = (ModelStepper){ .class = &descent_class,
                               .state = self->network->weights,
                               .n_state = self->network->n_weights,
                               .block = 1 };
  self->task = *task;
  self->gradient = model_sample_gradient_new (task);
  if (self->gradient->total == NULL)
    self->totals = model_gradient_new (&start->shape);
  self->nothing = model_moments_new (start->shape.inputs[0], start->shape.inputs[1]);
  self->learning_rate = learning_rate;
  return &self->base;
}

static ModelStepper *
duplicate (const ModelStepper *stepper)
{
  const Descent *self = (const Descent *) stepper;
  ModelSampleTask task = self->task;

  if (task.data != NULL)
    model_dataset_ref (task.data);
  if (task.test != NULL)
    model_dataset_ref (task.test);
  if (task.moments != NULL)
    task.moments = model_moments_copy (task.moments);
  if (task.population != NULL)
    task.population = model_moments_copy (task.population);
  return new_for_task (self->network, &task, self->learning_rate);
}

gboolean
model_sample_descent_applies (const ModelExperiment *experiment)
{
  return !model_experiment_is_linear (experiment) ||
         model_experiment_has_generalisation (experiment);
}

/* Linear networks cannot tell XOR's part of the target from noise, but the error is of all of it.
 */
static gboolean
set_moments (ModelSampleTask *task,
             const ModelExperiment *experiment,
             const ModelMoments *moments,
             GError **error)
{
  task->moments = model_moments_copy (moments);
  task->population = model_moments_compute_generalisation (experiment, error);
  return task->population != NULL;
}

static gboolean
set_samples (ModelSampleTask *task, const ModelExperiment *experiment, GError **error)
{
  task->data = model_dataset_new (experiment, error);
  if (task->data == NULL)
    return FALSE;
  if (!model_experiment_has_generalisation (experiment))
    return model_moments_whiten (experiment, &task->data, &task->test, error);
  task->test = model_dataset_new_test (experiment, error);
  return task->test != NULL && model_moments_whiten (experiment, &task->data, &task->test, error);
}

ModelStepper *
model_sample_descent_new (const ModelExperiment *experiment,
                          const ModelNetwork *start,
                          const ModelMoments *moments,
                          GError **error)
{
  ModelSampleTask task = { .shape = start->shape,
                           .slope = model_experiment_slope (experiment),
                           .loss = model_experiment_get_int (experiment, MODEL_LOSS) };

  if (model_experiment_is_linear (experiment) ? set_moments (&task, experiment, moments, error)
                                              : set_samples (&task, experiment, error))
    return new_for_task (start, &task, model_learning_rate_get (experiment));
  model_dataset_unref (task.data);
  model_dataset_unref (task.test);
  model_moments_unref (task.moments);
  return NULL;
}
