/* Going back along a run: to look at an epoch, or to kick the network there. */
#include "model/train/trainer_rewind.h"

#include "model/train/trainer_state.h"

#include <glib/gi18n-lib.h>

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

/* The epoch after `epoch` up to which a stepper may go in one call: `end`, the next kick, or a
 * block. */
static gint64
find_stop (
    const ModelTrainer *self, int n_kicks, gint64 epoch, gint64 end, const ModelStepper *stepper)
{
  gint64 stop = MIN (end, epoch + stepper->block);

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
  gint64 e;

  if (!restore (self, stepper, epoch, &e, cancel))
    return FALSE;
  repeat_kicks (self, n_kicks, e, stepper);
  if (!stepper->class->evaluate (stepper, row, cancel))
    return FALSE;
  while (e < epoch)
    {
      const gint64 stop = find_stop (self, n_kicks, e, epoch, stepper);

      if (!stepper->class->advance (stepper, rows, stop - e, cancel))
        return FALSE;
      *row = rows[stop - e - 1];
      e = stop;
      repeat_kicks (self, n_kicks, e, stepper);
      if (!stepper->class->evaluate (stepper, row, cancel))
        return FALSE;
    }
  return TRUE;
}

ModelNetwork *
model_trainer_seek (const ModelTrainer *self, gint64 epoch, const int *cancel)
{
  g_autoptr (ModelStepper) stepper = self->stepper->class->dup (self->stepper);
  ModelHistoryRow row;

  if (!model_trainer_replay (self, stepper, epoch, self->n_kicks, &row, cancel))
    return NULL;
  return model_trainer_dup_wide (self, stepper, cancel);
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

/* The kicked network, ready to go on; NULL where it cannot be. */
static ModelStepper *
new_kicked (const ModelTrainer *self,
            const ModelKick *kick,
            int n_kicks,
            ModelHistoryRow *row,
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
  network = model_network_copy (stepper->class->get_network (stepper));
  if (!model_kick_apply (network, kick->weight, error))
    return NULL;
  stepper->class->set_network (stepper, network);
  stepper->class->evaluate (stepper, row, NULL);
  return g_steal_pointer (&stepper);
}

gboolean
model_trainer_kick (ModelTrainer *self, const ModelKick *kick, const int *cancel, GError **error)
{
  ModelStepper *stepper;
  ModelHistoryRow row;
  int n;

  g_return_val_if_fail (kick->epoch >= self->first_epoch && kick->epoch <= self->epoch, FALSE);

  if (!count_kicks (self, kick->epoch, &n, error))
    return FALSE;
  stepper = new_kicked (self, kick, n, &row, cancel, error);
  if (stepper == NULL)
    return FALSE;
  model_stepper_free (self->stepper);
  self->stepper = stepper;
  self->kicks[n] = *kick;
  self->n_kicks = n + 1;
  self->epoch = kick->epoch;
  self->wide_epoch = -1;
  g_clear_pointer (&self->given_up, g_free);
  self->torn = FALSE;
  self->loss_kicked = row.loss;
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
