/* Going back along a run: to look at an epoch, or to kick the network there. */
#include "model/train/trainer_rewind.h"

#include "model/step/optimized.h"
#include "model/train/trainer_state.h"
#include "num/blas.h"
#include "num/cancel.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Of a weight: a kick to less, or to the other sign, leaves what a small network stands for. Errors
 * of kicks to a hundredth are as large as stated, to a millionth 10,000 times that. */
#define NEAR_ZERO 0.02

/* Kicks that went well once go well again. */
static void
repeat_kicks (const ModelTrainer *self, int n_kicks, gint64 epoch, ModelStepper *stepper)
{
  for (int i = 0; i < n_kicks; i++)
    if (self->kicks[i].epoch == epoch)
      {
        g_autoptr (ModelNetwork) network =
            model_network_copy (stepper->class->get_network (stepper));

        model_kick_apply (network, self->kicks[i].weight, NULL);
        stepper->class->set_network (stepper, network);
      }
}

/* The epoch after `epoch` up to which a stepper may go: `end`, or the next kick. */
static gint64
find_stop (const ModelTrainer *self, int n_kicks, gint64 epoch, gint64 end)
{
  gint64 stop = end;

  for (int i = 0; i < n_kicks; i++)
    if (self->kicks[i].epoch > epoch)
      stop = MIN (stop, self->kicks[i].epoch);
  return stop;
}

/* The newest state that is kept at or before an epoch, or the start. FALSE where cancelled. */
static gboolean
restore (const ModelTrainer *self,
         ModelStepper *stepper,
         gint64 epoch,
         gint64 *restored,
         const int *cancel)
{
  g_autoptr (ModelNetwork) start = NULL;

  if (model_keyframes_count (self->keyframes) > 0)
    {
      *restored =
          self->first_epoch + model_keyframes_restore (self->keyframes, epoch - self->first_epoch,
                                                       stepper->state, stepper->n_state);
      return TRUE;
    }
  start = model_trainer_new_start (self, cancel);
  if (start == NULL)
    return FALSE;
  if (stepper->class->restart != NULL)
    stepper->class->restart (stepper);
  stepper->class->set_network (stepper, start);
  *restored = 0;
  return TRUE;
}

gboolean
model_trainer_replay (const ModelTrainer *self,
                      ModelStepper *stepper,
                      gint64 epoch,
                      int n_kicks,
                      ModelHistoryRow *row,
                      const int *cancel)
{
  g_autofree ModelHistoryRow *rows = g_new (ModelHistoryRow, stepper->block);
  g_autofree double *before = stepper->block > 1 ? g_new (double, stepper->n_state) : NULL;
  gint64 e;

  if (!restore (self, stepper, epoch, &e, cancel))
    return FALSE;
  repeat_kicks (self, n_kicks, e, stepper);
  if (!stepper->class->evaluate (stepper, row, cancel))
    return FALSE;
  while (e < epoch)
    {
      const gint64 stop = find_stop (self, n_kicks, e, epoch);
      const int n = MIN (stop - e, stepper->block);

      if (before != NULL)
        memcpy (before, stepper->state, stepper->n_state * sizeof *before);
      if (!stepper->class->advance (stepper, rows, n, cancel))
        return FALSE;
      *row = rows[n - 1];
      e += model_stepper_is_at_rest (stepper, before, rows, n) ? (stop - e) / n * n : n;
      repeat_kicks (self, n_kicks, e, stepper);
      if (!stepper->class->evaluate (stepper, row, cancel))
        return FALSE;
    }
  return TRUE;
}

ModelNetwork *
model_trainer_seek_with (const ModelTrainer *self,
                         gint64 epoch,
                         ModelStepper **stepper,
                         const int *cancel)
{
  ModelHistoryRow row;

  *stepper = self->stepper->class->dup (self->stepper);
  if (!model_trainer_replay (self, *stepper, epoch, self->n_kicks, &row, cancel))
    return NULL;
  return model_trainer_dup_wide (self, *stepper, cancel);
}

ModelNetwork *
model_trainer_seek (const ModelTrainer *self, gint64 epoch, const int *cancel)
{
  g_autoptr (ModelStepper) stepper = NULL;

  return model_trainer_seek_with (self, epoch, &stepper, cancel);
}

gboolean
model_trainer_inherit (ModelTrainer *self,
                       const ModelTrainer *fork_parent,
                       ModelStepper *past,
                       const int *cancel)
{
  const int n = model_optimized_count_memory (self->stepper, past);
  const ModelNetwork *now = past->class->get_network (past);

  for (int i = 0; i < n; i++)
    {
      const double *memory = model_optimized_get_memory (past, i);
      g_autoptr (ModelNetwork) moved = NULL, wide = NULL;

      if (model_compression_is_full_width (fork_parent->compression))
        {
          model_optimized_inherit (self->stepper, past, i, memory);
          continue;
        }
      moved = model_network_copy (now);
      cblas_daxpy (now->n_weights, 1, memory, 1, moved->weights, 1);
      wide = model_compression_expand (fork_parent->compression, moved, &fork_parent->experiment,
                                       fork_parent->init_scale, fork_parent->moments, past->shrink,
                                       cancel);
      if (wide == NULL)
        return FALSE;
      cblas_daxpy (wide->n_weights, -1, self->stepper->state, 1, wide->weights, 1);
      model_optimized_inherit (self->stepper, past, i, wide->weights);
    }
  return TRUE;
}

/* The kicks before an epoch; refused where there is no room for one more. */
static gboolean
count_kicks (const ModelTrainer *self, gint64 epoch, int *n, GError **error)
{
  *n = 0;
  while (*n < self->n_kicks && self->kicks[*n].epoch < epoch)
    ++*n;
  if (*n < MODEL_KICK_MAX)
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("kick: allowed are %d in one run"),
               MODEL_KICK_MAX);
  return FALSE;
}

/* A basis is made for weights that grow from their start. Near zero, and beyond it, what it leaves
 * out decides when a weight leaves zero again, and where to. */
static gboolean
is_far (const ModelKick *kick, const ModelHistoryRow *present)
{
  for (int m = 0; m < 2; m++)
    if (present->weight[m] != 0 && kick->weight[m] / present->weight[m] < NEAR_ZERO)
      return TRUE;
  return FALSE;
}

/* The kicked network, ready to go on; NULL where it cannot be.
 * @far: (out): whether it is out of what a small network stands for */
static ModelStepper *
new_kicked (const ModelTrainer *self,
            const ModelKick *kick,
            int n_kicks,
            ModelHistoryRow *row,
            gboolean *far,
            const int *cancel,
            GError **error)
{
  g_autoptr (ModelStepper) stepper = self->stepper->class->dup (self->stepper);
  g_autoptr (ModelNetwork) network = NULL;

  if (!model_trainer_replay (self, stepper, kick->epoch, n_kicks, row, cancel))
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
      return NULL;
    }
  *far = is_far (kick, row) && !model_compression_is_full_width (self->compression) &&
         model_compression_get_error (self->compression) > 0;
  network = model_network_copy (stepper->class->get_network (stepper));
  if (!model_kick_apply (network, kick->weight, error))
    return NULL;
  stepper->class->set_network (stepper, network);
  stepper->class->evaluate (stepper, row, NULL);
  return g_steal_pointer (&stepper);
}

/* To an epoch that another run has reached, whatever this one has learned by then. */
static gboolean
run_to (ModelTrainer *self, gint64 epoch, const int *cancel, GError **error)
{
  self->ending.loss_learned = -INFINITY;
  self->ending.weight_learned = INFINITY;
  self->ending.may_rest = FALSE;
  self->learned_end = -1;
  if (self->status == MODEL_TRAINER_LEARNED)
    self->status = MODEL_TRAINER_RUNNING;
  model_trainer_run (self, epoch - self->epoch, cancel);
  if (self->epoch == epoch)
    return TRUE;
  if (num_is_cancelled (cancel))
    g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
  else
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("kick: trained anew for it, the run ends at epoch %.0f; allowed are epochs "
                    "before"),
                 (double) self->epoch);
  return FALSE;
}

/* The run from its start, at full width or as it is trained by itself, with its first n kicks, up
 * to an epoch. */
static ModelTrainer *
new_again (
    const ModelTrainer *self, gboolean wide, int n, gint64 epoch, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) again = NULL;
  g_autoptr (ModelCompression) compression = NULL;
  ModelExperiment experiment = self->experiment;

  if (wide)
    model_experiment_set (&experiment, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
  compression = model_compression_get (&experiment, cancel);
  if (compression != NULL)
    again = model_trainer_new_compressed (&self->experiment, self->init_scale, self->moments,
                                          compression, cancel, error);
  else
    g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
  for (int i = 0; i < n && again != NULL; i++)
    if (!run_to (again, self->kicks[i].epoch, cancel, error) ||
        !model_trainer_kick (again, &self->kicks[i], cancel, error))
      g_clear_pointer (&again, model_trainer_free);
  if (again == NULL || !run_to (again, epoch, cancel, error))
    return NULL;
  return g_steal_pointer (&again);
}

static void
exchange (ModelTrainer *self, ModelTrainer *other)
{
  const ModelTrainer old = *self;

  *self = *other;
  *other = old;
}

gboolean
model_trainer_kick (ModelTrainer *self, const ModelKick *kick, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) again = NULL;
  ModelStepper *stepper;
  ModelHistoryRow row;
  gboolean far;
  int n;

  g_return_val_if_fail (kick->epoch >= self->first_epoch && kick->epoch <= self->epoch, FALSE);

  if (!count_kicks (self, kick->epoch, &n, error))
    return FALSE;
  /* The kick for which it was trained at full width is gone. */
  if (self->first_far >= n &&
      (again = new_again (self, FALSE, n, kick->epoch, cancel, error)) == NULL)
    return FALSE;
  stepper = new_kicked (again != NULL ? again : self, kick, n, &row, &far, cancel, error);
  if (stepper != NULL && far)
    {
      g_clear_pointer (&again, model_trainer_free);
      model_stepper_free (stepper);
      again = new_again (self, TRUE, n, kick->epoch, cancel, error);
      if (again == NULL)
        return FALSE;
      again->first_far = n;
      stepper = new_kicked (again, kick, n, &row, &far, cancel, error);
    }
  if (stepper == NULL)
    return FALSE;
  if (again != NULL)
    exchange (self, again);
  model_stepper_free (self->stepper);
  self->stepper = stepper;
  self->kicks[n] = *kick;
  self->n_kicks = n + 1;
  self->epoch = kick->epoch;
  self->wide_epoch = -1;
  g_clear_pointer (&self->given_up, g_free);
  self->torn = FALSE;
  self->period = 0;
  self->loss_kicked = row.loss;
  self->learned_end = -1;
  model_trainer_set_ending (self);
  model_history_truncate (self->history, kick->epoch);
  model_keyframes_truncate (self->keyframes, kick->epoch - self->first_epoch);
  model_first_layer_recorder_truncate (self->first_layer, kick->epoch);
  model_trainer_offer_first_layer (self);
  model_trainer_record (self, &row, 1);
  return TRUE;
}

const ModelKick *
model_trainer_get_kicks (const ModelTrainer *self, int *n)
{
  *n = self->n_kicks;
  return self->kicks;
}
