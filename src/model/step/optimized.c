/* What is learned from, and what steps: a gradient of moments or samples, an optimiser behind it.
 */
#include "model/step/optimized.h"

#include "model/network/gradient.h"
#include "model/network/learning_rate.h"
#include "model/network/sample_gradient.h"
#include "model/optimizer/draw.h"
#include "model/optimizer/optimizer.h"
#include "num/blas.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Frozen, and shared by duplicates. */
typedef struct
{
  gatomicrefcount ref_count;
  ModelExperiment experiment;
  ModelNetworkShape shape;
  ModelMoments *moments;
  ModelMoments *population; /* of a linear network's generalisation error, or NULL */
  ModelDataset *data;       /* NULL: moments do */
  ModelDataset *test;       /* of another network's, or NULL */
} Task;

typedef struct
{
  ModelStepper base;
  Task *task;
  ModelNetwork *network; /* its block of weights is the state: the optimiser's lies behind them */
  ModelOptimizer optimizer;
  ModelGradient *totals;        /* linear networks' gradient; of others the total weights alone */
  ModelSampleGradient *samples; /* of all of them; NULL: linear under squared loss */
  ModelSampleGradient *drawn;   /* of those that a step sees; NULL: all */
  ModelDraw *draw;              /* NULL: steps see all, and moments do */
  double *gradient, *residual;
  ModelMoments *nothing;
} Optimized;

static void
unref_task (Task *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  model_moments_unref (self->moments);
  model_moments_unref (self->population);
  model_dataset_unref (self->data);
  model_dataset_unref (self->test);
  g_free (self);
}

static double *
get_optimizer_state (const Optimized *self)
{
  return self->base.state + self->network->n_weights;
}

static gboolean
evaluate_moments (Optimized *self, ModelHistoryRow *row, const int *cancel)
{
  const double *w = model_gradient_get_total_weights (self->totals);

  if (!model_gradient_evaluate (self->totals, self->network, self->task->moments, cancel))
    return FALSE;
  model_stepper_fill_row (row, self->task->shape.inputs, model_gradient_get_loss (self->totals), w);
  if (self->task->population != NULL)
    row->generalisation = model_moments_loss (self->task->population, w);
  return TRUE;
}

static gboolean
evaluate_samples (Optimized *self, ModelHistoryRow *row, const int *cancel)
{
  if (!model_sample_gradient_evaluate (self->samples, self->network, cancel) ||
      !model_gradient_evaluate (self->totals, self->network, self->nothing, cancel))
    return FALSE;
  model_stepper_fill_row (row, self->task->shape.inputs, self->samples->loss,
                          model_gradient_get_total_weights (self->totals));
  row->generalisation = isnan (self->samples->test_loss) ? 0 : self->samples->test_loss;
  return TRUE;
}

static gboolean
evaluate (ModelStepper *stepper, ModelHistoryRow *row, const int *cancel)
{
  Optimized *self = (Optimized *) stepper;

  return self->samples != NULL ? evaluate_samples (self, row, cancel)
                               : evaluate_moments (self, row, cancel);
}

/* om = s - W S of the batch in the place of all samples'. */
static void
set_batch_residual (Optimized *self, const ModelMoments *batch)
{
  const int n = batch->n_a + batch->n_b;

  memcpy (self->residual, batch->sigma_yx, n * sizeof (double));
  cblas_dsymv (CblasRowMajor, CblasUpper, n, -1, batch->sigma, n,
               model_gradient_get_total_weights (self->totals), 1, 1, self->residual, 1);
  model_gradient_set_residual (self->totals, self->residual);
}

static gboolean
differentiate (Optimized *self, gint64 epoch, const int *cancel)
{
  ModelSampleGradient *source = self->samples;

  memset (self->gradient, 0, self->network->n_weights * sizeof *self->gradient);
  if (self->drawn != NULL)
    {
      ModelDrawnRows rows;

      model_draw_rows (self->draw, epoch, &rows);
      model_blocks_load (self->drawn, rows.n, rows.x, rows.y, rows.weight);
      if (!model_sample_gradient_evaluate (self->drawn, self->network, cancel))
        return FALSE;
      source = self->drawn;
    }
  if (source != NULL)
    {
      model_sample_gradient_add (source, self->network, 1, self->gradient);
      return TRUE;
    }
  if (self->draw != NULL)
    set_batch_residual (self, model_draw_moments (self->draw, epoch));
  if (!model_gradient_step (self->totals, self->network, 0, cancel))
    return FALSE;
  model_gradient_expand (self->totals, self->network, 1, self->gradient);
  return TRUE;
}

static gboolean
advance (ModelStepper *stepper, ModelHistoryRow *rows, int n, const int *cancel)
{
  Optimized *self = (Optimized *) stepper;
  double *state = get_optimizer_state (self);

  for (int i = 0; i < n; i++)
    {
      const gint64 epoch =
          model_optimizer_get_epoch (&self->optimizer, state, self->network->n_weights);

      if (!differentiate (self, epoch, cancel))
        return FALSE;
      model_optimizer_step (&self->optimizer, self->network, self->gradient, state);
      if (!evaluate (stepper, &rows[i], cancel))
        return FALSE;
    }
  return TRUE;
}

static const ModelNetwork *
get_network (ModelStepper *stepper)
{
  return ((Optimized *) stepper)->network;
}

static void
set_network (ModelStepper *stepper, const ModelNetwork *network)
{
  memcpy (stepper->state, network->weights, network->n_weights * sizeof (double));
}

static ModelStepper *duplicate (const ModelStepper *stepper);

static void
free_optimized (ModelStepper *stepper)
{
  Optimized *self = (Optimized *) stepper;

  unref_task (self->task);
  model_network_free (self->network);
  model_gradient_free (self->totals);
  model_sample_gradient_free (self->samples);
  model_sample_gradient_free (self->drawn);
  model_draw_free (self->draw);
  model_moments_unref (self->nothing);
  free (self->gradient);
  free (self->residual);
  g_free (self);
}

static void
restart (ModelStepper *stepper)
{
  Optimized *self = (Optimized *) stepper;

  model_optimizer_begin (&self->optimizer, 0, get_optimizer_state (self), self->network->n_weights);
}

static const ModelStepperClass optimized_class = { evaluate,    advance,   get_network,
                                                   set_network, duplicate, free_optimized,
                                                   restart };

/* Puts a network's weights at the beginning of a longer block. */
static void
lengthen (ModelNetwork *network, gsize n_state)
{
  double *state = num_alloc (n_state);

  memcpy (state, network->weights, network->n_weights * sizeof *state);
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&network->shape, part); l++)
      {
        ModelNetworkLayer *layer = part < 2 ? &network->branch[part][l] : &network->shared[l];

        layer->w = state + (layer->w - network->weights);
      }
  free (network->weights);
  network->weights = state;
}

static ModelSampleGradient *
new_sample_gradient (const Task *task, ModelDraw *draw)
{
  const ModelSampleTask whole = { .shape = task->shape,
                                  .slope = model_experiment_slope (&task->experiment),
                                  .loss = model_experiment_get_int (&task->experiment, MODEL_LOSS),
                                  .data = task->data,
                                  .test = task->test };
  ModelSampleTask rest = whole;
  ModelSampleGradient *self;
  ModelDrawnRows rows;

  if (!model_moments_has_objective (&task->experiment))
    return model_sample_gradient_new (&whole);
  rest.data = NULL;
  self = model_blocks_new (&rest);
  model_draw_all_rows (draw, &rows);
  model_blocks_load (self, rows.n, rows.x, rows.y, rows.weight);
  return self;
}

/* The gradients, where moments do not do. */
static void
set_up_samples (Optimized *self)
{
  const Task *task = self->task;
  const ModelExperiment *e = &task->experiment;
  ModelSampleTask drawn = { .shape = task->shape,
                            .slope = model_experiment_slope (e),
                            .loss = model_experiment_get_int (e, MODEL_LOSS) };

  if (model_experiment_get (e, MODEL_BATCH) > 0 || model_moments_has_objective (e))
    self->draw = model_draw_new (e, task->data);
  if (model_experiment_is_linear (e))
    return;
  self->samples = new_sample_gradient (task, self->draw);
  if (self->draw != NULL)
    self->drawn = model_blocks_new (&drawn);
}

/* The task is taken over. */
static Optimized *
new_for_task (Task *task, const ModelNetwork *start, gint64 epoch)
{
  Optimized *self = g_new0 (Optimized, 1);
  gsize n_state;

  self->task = task;
  model_optimizer_init (&self->optimizer, &task->experiment,
                        model_learning_rate_get (&task->experiment));
  self->network = model_network_copy (start);
  n_state = start->n_weights + model_optimizer_count_state (&self->optimizer, start->n_weights);
  lengthen (self->network, n_state);
  self->base = (ModelStepper){
    .class = &optimized_class, .state = self->network->weights, .n_state = n_state, .block = 1
  };
  model_optimizer_begin (&self->optimizer, epoch, get_optimizer_state (self), start->n_weights);
  self->base.shrink =
      model_optimizer_get_shrink (&self->optimizer, get_optimizer_state (self), start->n_weights);
  self->totals = model_gradient_new (&task->shape);
  self->gradient = num_alloc (start->n_weights);
  self->residual = num_alloc (task->moments->n_a + task->moments->n_b);
  self->nothing = model_moments_new (task->moments->n_a, task->moments->n_b);
  if (task->data != NULL)
    set_up_samples (self);
  return self;
}

static ModelStepper *
duplicate (const ModelStepper *stepper)
{
  const Optimized *self = (const Optimized *) stepper;
  Optimized *copy;

  g_atomic_ref_count_inc (&self->task->ref_count);
  copy = new_for_task (self->task, self->network, 0);
  memcpy (copy->base.state, stepper->state, stepper->n_state * sizeof (double));
  return &copy->base;
}

/* Data, and what an error on others is measured on. */
static gboolean
load (Task *self, GError **error)
{
  const ModelExperiment *e = &self->experiment;
  const gboolean linear = model_experiment_is_linear (e);

  if (model_experiment_has_generalisation (e) && linear &&
      (self->population = model_moments_compute_generalisation (e, error)) == NULL)
    return FALSE;
  if (linear && model_experiment_get (e, MODEL_BATCH) == 0)
    return TRUE;
  self->data = model_dataset_new (e, error);
  if (self->data == NULL || !model_experiment_check_batch (e, self->data->n_samples, error))
    return FALSE;
  if (model_experiment_has_generalisation (e) && !linear &&
      (self->test = model_dataset_new_test (e, error)) == NULL)
    return FALSE;
  return model_moments_whiten (e, &self->data, &self->test, error);
}

ModelStepper *
model_optimized_new (const ModelExperiment *experiment,
                     const ModelNetwork *start,
                     ModelMoments *moments,
                     gint64 epoch,
                     GError **error)
{
  Task *task = g_new0 (Task, 1);

  g_atomic_ref_count_init (&task->ref_count);
  task->experiment = *experiment;
  task->shape = start->shape;
  task->moments = model_moments_ref (moments);
  if (!load (task, error))
    {
      unref_task (task);
      return NULL;
    }
  return &new_for_task (task, start, epoch)->base;
}

int
model_optimized_count_memory (const ModelStepper *self, const ModelStepper *from)
{
  const Optimized *a = (const Optimized *) self, *b = (const Optimized *) from;

  if (self->class != &optimized_class || from->class != &optimized_class ||
      a->optimizer.rule != b->optimizer.rule)
    return 0;
  return model_optimizer_count_slots (&a->optimizer);
}

const double *
model_optimized_get_memory (const ModelStepper *self, int i)
{
  const Optimized *optimized = (const Optimized *) self;

  return get_optimizer_state (optimized) + (gsize) i * optimized->network->n_weights;
}

void
model_optimized_inherit (ModelStepper *self, const ModelStepper *from, int i, const double *memory)
{
  Optimized *to = (Optimized *) self;
  const Optimized *past = (const Optimized *) from;
  const gsize n = to->network->n_weights;

  memcpy (get_optimizer_state (to) + (gsize) i * n, memory, n * sizeof *memory);
  model_optimizer_inherit (&to->optimizer, get_optimizer_state (past), past->network->n_weights,
                           get_optimizer_state (to), n);
}
