/* A training run: step, record, keep keyframes, know when to stop. */
#include "model/train/trainer.h"

#include "model/experiment/data_source.h"
#include "model/network/learning_rate.h"
#include "model/optimizer/optimizer.h"
#include "model/step/descent.h"
#include "model/step/flow.h"
#include "model/step/optimized.h"
#include "model/step/sample_descent.h"
#include "model/train/trainer_rewind.h"
#include "model/train/trainer_state.h"
#include "num/blas.h"
#include "num/cancel.h"
#include "num/matrix.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static gboolean
is_open_ended (const ModelTrainer *self)
{
  return model_experiment_get (&self->experiment, MODEL_EPOCHS) == 0;
}

void
model_trainer_set_ending (ModelTrainer *self)
{
  model_ending_init (&self->ending, &self->experiment, self->moments, self->loss_start,
                     self->loss_kicked, self->loss_minimum);
}

static ModelTrainerStatus
judge (const ModelTrainer *self, const ModelHistoryRow *row)
{
  if (!(row->loss <= self->ending.loss_left)) /* also where it is no number */
    return MODEL_TRAINER_DIVERGED;
  if (self->learned_end >= 0)
    return self->epoch < MIN (self->learned_end, self->last_epoch) ? MODEL_TRAINER_RUNNING
                                                                   : MODEL_TRAINER_LEARNED;
  if (model_ending_is_at_rest (&self->ending, self->epoch, row, self->history))
    return MODEL_TRAINER_BOUND;
  if (self->epoch < self->last_epoch)
    return MODEL_TRAINER_RUNNING;
  return is_open_ended (self) ? MODEL_TRAINER_BOUND : MODEL_TRAINER_DONE;
}

/* Losses are differences, which may come out below zero. */
static void
drop_rounding (ModelHistoryRow *row)
{
  if (row->loss < 0)
    row->loss = 0;
  if (row->generalisation < 0)
    row->generalisation = 0;
}

int
model_trainer_record (ModelTrainer *self, ModelHistoryRow *rows, int n)
{
  ModelHistoryRow *row = rows, *next = rows; /* to be appended */

  for (;;)
    {
      row->epoch = self->epoch;
      drop_rounding (row);
      if (self->learned_end < 0 && model_ending_is_learned (&self->ending, row))
        {
          model_history_append_rows (self->history, next, row - next);
          next = row;
          self->learned_end = model_ending_find_end (&self->ending, row, self->history);
        }
      self->status = judge (self, row);
      if (self->status != MODEL_TRAINER_RUNNING || row == &rows[n - 1])
        break;
      self->epoch++;
      row++;
    }
  n = row - rows + 1;
  if (self->status == MODEL_TRAINER_RUNNING)
    model_history_append_rows (self->history, next, row - next + 1);
  else
    {
      model_history_append_rows (self->history, next, row - next);
      if (isfinite (row->loss) && isfinite (row->weight[0]) && isfinite (row->weight[1]))
        model_history_append_final (self->history, row);
    }
  return n;
}

/* Where the run is going: its lowest loss, and how large its weights will be. FALSE where
 * cancelled. */
static gboolean
compute_goal (ModelTrainer *self, const int *cancel)
{
  int n = self->moments->n_a + self->moments->n_b;
  double *w = num_alloc (n);
  const gboolean solved = model_moments_solve_cancellable (self->moments, w, cancel);

  self->loss_minimum = model_moments_loss (self->moments, w);
  if (model_experiment_get_source (&self->experiment)->nonlinear &&
      model_experiment_slope (&self->experiment) < 1)
    self->loss_minimum = fmin (self->loss_minimum,
                               pow (model_experiment_get (&self->experiment, MODEL_NOISE), 2) / 2);
  model_history_set_scale (self->history, self->moments->sigma_yy / 2, cblas_dnrm2 (n, w, 1));
  free (w);
  return solved;
}

static gboolean
is_flow (const ModelTrainer *self)
{
  return model_experiment_get_int (&self->experiment, MODEL_DYNAMICS) == MODEL_DYNAMICS_FLOW;
}

ModelNetwork *
model_trainer_new_start (const ModelTrainer *self, const int *cancel)
{
  g_autoptr (ModelNetwork) start = NULL;

  if (!model_compression_is_full_width (self->compression))
    return model_compression_new_start (self->compression, &self->experiment, self->init_scale,
                                        self->moments);
  start = model_network_new (&self->shape);
  if (!model_network_initialise_cancellable (start, &self->experiment, self->init_scale,
                                             self->moments, cancel))
    return NULL;
  return g_steal_pointer (&start);
}

static ModelStepper *
refuse_cancelled (GError **error)
{
  g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
  return NULL;
}

void
model_trainer_offer_first_layer (ModelTrainer *self)
{
  if (self->epoch >= model_first_layer_recorder_next (self->first_layer))
    model_first_layer_recorder_offer (self->first_layer, self->epoch,
                                      self->stepper->class->get_network (self->stepper));
}

/* How the experiment is stepped: other ways of training plug in here. */
static ModelStepper *
new_stepper (const ModelTrainer *self, ModelNetwork *taken, GError **error)
{
  g_autoptr (ModelNetwork) start = taken;

  if (is_flow (self))
    return model_flow_new (start, self->moments, self->learning_rate, MODEL_FLOW_TOLERANCE);
  if (!model_optimizer_is_plain (&self->experiment))
    return model_optimized_new (&self->experiment, start, self->moments, self->epoch, error);
  if (model_sample_descent_applies (&self->experiment))
    return model_sample_descent_new (&self->experiment, start, self->moments, error);
  return model_descent_new_take (g_steal_pointer (&start), self->moments, self->learning_rate);
}

ModelNetwork *
model_trainer_dup_wide (const ModelTrainer *self, ModelStepper *stepper, const int *cancel)
{
  const ModelNetwork *network = stepper->class->get_network (stepper);

  if (model_compression_is_full_width (self->compression))
    return model_network_copy (network);
  return model_compression_expand (self->compression, network, &self->experiment, self->init_scale,
                                   self->moments, stepper->shrink, cancel);
}

/* For what is trained, small or wide. */
static ModelFirstLayerRecorder *
new_first_layer_recorder (const ModelTrainer *self)
{
  ModelFirstLayerRecorder *recorder = model_first_layer_recorder_new (&self->shape);

  for (int m = 0; m < 2 && !model_compression_is_full_width (self->compression); m++)
    {
      int n;
      double *vectors = model_compression_dup_vectors (self->compression, m, &self->experiment,
                                                       self->init_scale, self->moments, &n);

      if (vectors != NULL)
        model_first_layer_recorder_set_basis (recorder, m, vectors, n);
      free (vectors);
    }
  return recorder;
}

/* Trains from a network on, which is taken over; NULL: cancelled.
 * @fork_parent: (nullable): whose run it goes on from, and its stepper there */
static gboolean
begin_at (ModelTrainer *self,
          ModelNetwork *start,
          const ModelTrainer *fork_parent,
          ModelStepper *past,
          const int *cancel,
          GError **error)
{
  ModelHistoryRow row;

  self->stepper = start != NULL ? new_stepper (self, start, error) : refuse_cancelled (error);
  if (self->stepper == NULL)
    return FALSE;
  if (fork_parent != NULL && !model_trainer_inherit (self, fork_parent, past, cancel))
    {
      refuse_cancelled (error);
      return FALSE;
    }
  self->rows = g_new (ModelHistoryRow, self->stepper->block);
  if (self->stepper->block > 1)
    self->undo = num_alloc (self->stepper->n_state);
  if (!self->stepper->class->evaluate (self->stepper, &row, cancel))
    {
      refuse_cancelled (error);
      return FALSE;
    }
  self->loss_start = fmax (self->loss_start, row.loss);
  model_trainer_set_ending (self);
  /* The largest start is drawn again where it is asked for: faster than a copy is made now. That of
   * a fork cannot be. */
  if (self->forked || self->stepper->n_state * sizeof (double) <= MODEL_KEYFRAMES_MAX_BYTES)
    model_keyframes_offer (self->keyframes, 0, self->stepper->state, self->stepper->n_state);
  self->first_layer = new_first_layer_recorder (self);
  model_trainer_offer_first_layer (self);
  model_trainer_record (self, &row, 1);
  return TRUE;
}

static gboolean
begin (ModelTrainer *self, ModelCompression *compression, const int *cancel, GError **error)
{
  g_autoptr (ModelNetwork) start = NULL;

  self->compression = compression != NULL ? model_compression_ref (compression)
                                          : model_compression_get (&self->experiment, cancel);
  if (self->compression != NULL)
    start = model_trainer_new_start (self, cancel);
  return begin_at (self, g_steal_pointer (&start), NULL, NULL, cancel, error);
}

/* All of a trainer but its network, on moments that may be known. */
static ModelTrainer *
new_without_network (const ModelExperiment *experiment,
                     double init_scale,
                     ModelMoments *known,
                     const int *cancel,
                     GError **error)
{
  g_autoptr (ModelMoments) moments =
      known != NULL ? model_moments_ref (known)
                    : model_moments_compute_cancellable (experiment, cancel, error);
  g_autoptr (ModelTrainer) self = NULL;
  double epochs = model_experiment_get (experiment, MODEL_EPOCHS);

  if (moments == NULL)
    return NULL;
  self = g_new0 (ModelTrainer, 1);
  self->experiment = *experiment;
  self->init_scale = init_scale;
  self->learning_rate = model_learning_rate_get (experiment);
  self->wide_epoch = self->learned_end = -1;
  self->first_far = -1;
  self->last_epoch = epochs > 0 ? epochs : MODEL_TRAINER_EPOCH_BOUND;
  self->moments = g_steal_pointer (&moments);
  self->history = model_history_new ();
  self->keyframes = model_keyframes_new ();
  model_network_shape_from_experiment (&self->shape, experiment);
  /* A file that was loaded again meanwhile, with other columns. */
  if (self->shape.inputs[0] != self->moments->n_a || self->shape.inputs[1] != self->moments->n_b ||
      !compute_goal (self, cancel) || num_is_cancelled (cancel))
    {
      refuse_cancelled (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

ModelTrainer *
model_trainer_new (const ModelExperiment *experiment, double init_scale, GError **error)
{
  return model_trainer_new_compressed (experiment, init_scale, NULL, NULL, NULL, error);
}

ModelTrainer *
model_trainer_new_compressed (const ModelExperiment *experiment,
                              double init_scale,
                              ModelMoments *moments,
                              ModelCompression *compression,
                              const int *cancel,
                              GError **error)
{
  g_autoptr (ModelTrainer) self = NULL;

  g_return_val_if_fail (init_scale > 0, NULL);

  self = new_without_network (experiment, init_scale, moments, cancel, error);
  return self != NULL && begin (self, compression, cancel, error) ? g_steal_pointer (&self) : NULL;
}

/* What the parent recorded before the fork. */
static void
copy_past (ModelTrainer *self, ModelTrainer *fork_parent)
{
  g_autoptr (ModelHistoryView) past = model_history_view (fork_parent->history);

  for (gsize i = 0; i < model_history_view_length (past); i++)
    if (model_history_view_row (past, i)->epoch < self->epoch)
      model_history_append (self->history, model_history_view_row (past, i));
  while (self->n_kicks < fork_parent->n_kicks &&
         fork_parent->kicks[self->n_kicks].epoch < self->epoch)
    {
      self->kicks[self->n_kicks] = fork_parent->kicks[self->n_kicks];
      self->n_kicks++;
    }
}

ModelTrainer *
model_trainer_new_fork (ModelTrainer *fork_parent,
                        gint64 epoch,
                        const ModelExperiment *experiment,
                        const int *cancel,
                        GError **error)
{
  g_autoptr (ModelTrainer) self =
      new_without_network (experiment, fork_parent->init_scale, NULL, cancel, error);
  g_autoptr (ModelStepper) past = NULL;
  g_autoptr (ModelNetwork) start = NULL;
  ModelExperiment full = *experiment;

  if (self == NULL)
    return NULL;
  if (epoch < fork_parent->first_epoch || epoch > fork_parent->epoch ||
      !model_network_shape_equal (&self->shape, &fork_parent->shape))
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                           _ ("fork: allowed are epochs of the run, and experiments with the same "
                              "network"));
      return NULL;
    }
  self->forked = TRUE;
  self->first_epoch = self->epoch = epoch;
  self->last_epoch = MAX (self->last_epoch, epoch);
  /* Learned is judged as if it had begun like this: at the fork there may be little to learn. */
  self->loss_start = self->moments->sigma_yy / 2;
  copy_past (self, fork_parent);
  model_experiment_set (&full, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
  self->compression = model_compression_get (&full, cancel);
  if (self->compression != NULL)
    start = model_trainer_seek_with (fork_parent, epoch, &past, cancel);
  return begin_at (self, g_steal_pointer (&start), fork_parent, past, cancel, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
model_trainer_free (ModelTrainer *self)
{
  if (self == NULL)
    return;
  model_moments_unref (self->moments);
  model_compression_unref (self->compression);
  model_network_free (self->wide);
  model_stepper_free (self->stepper);
  free (self->undo);
  g_free (self->rows);
  g_free (self->given_up);
  model_history_free (self->history);
  model_keyframes_free (self->keyframes);
  model_first_layer_recorder_free (self->first_layer);
  g_free (self);
}

/* Ends a run within a block: only its first n epochs have happened. */
static void
cut_block (ModelTrainer *self, int n)
{
  ModelStepper *stepper = self->stepper;
  ModelHistoryRow row;

  memcpy (stepper->state, self->undo, stepper->n_state * sizeof (double));
  stepper->class->evaluate (stepper, &row, NULL);
  stepper->class->advance (stepper, self->rows, n, NULL);
}

static void
offer_state (ModelTrainer *self)
{
  if (model_keyframes_count (self->keyframes) > 0)
    model_keyframes_offer (self->keyframes, self->epoch - self->first_epoch, self->stepper->state,
                           self->stepper->n_state);
  model_trainer_offer_first_layer (self);
}

/* At rest: up to the next epoch that is looked at, of the most that are asked for. Returns how many
 * epochs that was: 0 where it is near. */
static gint64
skip (ModelTrainer *self, gint64 most)
{
  const gint64 interval = model_keyframes_get_interval (self->keyframes);
  ModelHistoryRow row = self->rows[0];
  gint64 n = MIN (most, self->last_epoch - self->epoch), power = 1;

  while (power <= self->epoch)
    power *= 2;
  n = MIN (n, power - self->epoch); /* see model_ending_is_at_rest() */
  n = MIN (n, interval - (self->epoch - self->first_epoch) % interval);
  n = MIN (n, model_first_layer_recorder_next (self->first_layer) - self->epoch);
  n = MIN (n, model_history_get_next (self->history) - self->epoch);
  if (self->learned_end >= 0)
    n = MIN (n, self->learned_end - self->epoch);
  n -= n % self->period; /* the last bits may go to and fro within it */
  if (n <= 0)
    return 0;
  self->epoch += n;
  model_trainer_record (self, &row, 1);
  offer_state (self);
  return n;
}

/* n epochs, none of them a keyframe but the last. FALSE where cancelled. */
static gboolean
advance (ModelTrainer *self, int n, const int *cancel)
{
  ModelStepper *stepper = self->stepper;
  int recorded;

  if (n > 1)
    memcpy (self->undo, stepper->state, stepper->n_state * sizeof (double));
  if (!stepper->class->advance (stepper, self->rows, n, cancel))
    {
      self->torn = TRUE;
      return FALSE;
    }
  self->epoch++;
  recorded = model_trainer_record (self, self->rows, n);
  self->period =
      recorded == n && model_stepper_is_at_rest (stepper, self->undo, self->rows, n) ? n : 0;
  if (recorded < n)
    cut_block (self, recorded);
  offer_state (self);
  return TRUE;
}

/* Epochs that may go together: none beyond a keyframe, a frame of the first layer, the end, or
 * those asked for. */
static int
choose_block (const ModelTrainer *self, gint64 most)
{
  gint64 n = MIN (most, self->stepper->block);

  n = MIN (n, self->last_epoch - self->epoch);
  n = MIN (n, model_first_layer_recorder_next (self->first_layer) - self->epoch);
  return MIN (n, MODEL_KEYFRAMES_FIRST_INTERVAL -
                     (self->epoch - self->first_epoch) % MODEL_KEYFRAMES_FIRST_INTERVAL);
}

ModelTrainerStatus
model_trainer_run (ModelTrainer *self, gint64 max_epochs, const int *cancel)
{
  ModelHistoryRow row;
  gint64 done = 0;

  if (self->torn &&
      !model_trainer_replay (self, self->stepper, self->epoch, self->n_kicks, &row, cancel))
    return self->status;
  self->torn = FALSE;
  while (done < max_epochs && self->status == MODEL_TRAINER_RUNNING)
    {
      const gint64 skipped = self->period > 0 ? skip (self, max_epochs - done) : 0;
      const int n = choose_block (self, max_epochs - done);

      if (skipped > 0)
        {
          done += skipped;
          continue;
        }

      /* Some steppers do most blocks without a look at it. */
      if (num_is_cancelled (cancel) || !advance (self, n, cancel))
        break;
      done += n;
    }
  return self->status;
}

void
model_trainer_give_up (ModelTrainer *self, const char *reason)
{
  const gboolean begun = self->status == MODEL_TRAINER_LEARNED && self->epoch == 0;

  if (!is_open_ended (self) || (self->status != MODEL_TRAINER_RUNNING && !begun))
    return;
  self->status = MODEL_TRAINER_BOUND;
  self->given_up = g_strdup (reason);
}

static char *
describe_end (const ModelTrainer *self)
{
  g_autofree char *rate = NULL;

  if (self->given_up != NULL)
    return g_strdup (self->given_up);

  if (self->status != MODEL_TRAINER_DIVERGED && self->status != MODEL_TRAINER_BOUND)
    return NULL;
  rate = model_ending_describe_rate (&self->experiment, &self->shape, self->moments);
  if (self->status == MODEL_TRAINER_DIVERGED)
    return g_strdup_printf (_ ("diverged at epoch %" PRId64 ": %s"), self->epoch,
                            rate ? rate : _ ("the learning rate is too large for this start"));
  if (self->status == MODEL_TRAINER_BOUND && self->epoch < self->last_epoch)
    return g_strdup_printf (_ ("not learned: the weights rest since epoch %" PRId64),
                            self->epoch / 2);
  if (rate != NULL)
    return g_strdup_printf (_ ("not learned within %d epochs: %s, the loss oscillates"),
                            MODEL_TRAINER_EPOCH_BOUND, rate);
  return g_strdup_printf (_ ("not learned within %d epochs"), MODEL_TRAINER_EPOCH_BOUND);
}

ModelSnapshot *
model_trainer_snapshot (ModelTrainer *self, guint generation)
{
  ModelSnapshot *snapshot = g_new0 (ModelSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->generation = generation;
  snapshot->experiment = self->experiment;
  snapshot->init_scale = self->init_scale;
  snapshot->moments = model_moments_ref (self->moments);
  snapshot->learning_rate = self->learning_rate;
  snapshot->history = model_history_view (self->history);
  snapshot->first_layer = model_first_layer_recorder_take (
      self->first_layer, self->epoch,
      self->torn ? NULL : self->stepper->class->get_network (self->stepper));
  snapshot->status = self->status;
  snapshot->reason = describe_end (self);
  snapshot->loss_minimum = self->loss_minimum;
  snapshot->has_generalisation = model_experiment_has_generalisation (&self->experiment);
  snapshot->width = model_compression_get_width (self->compression);
  snapshot->error = model_compression_get_error (self->compression);
  snapshot->n_kicks = self->n_kicks;
  memcpy (snapshot->kicks, self->kicks, self->n_kicks * sizeof *self->kicks);
  return snapshot;
}

const ModelNetwork *
model_trainer_get_network (ModelTrainer *self)
{
  if (model_compression_is_full_width (self->compression))
    return self->stepper->class->get_network (self->stepper);
  if (self->wide == NULL)
    self->wide = model_network_new (&self->shape);
  if (self->wide_epoch != self->epoch)
    {
      g_autoptr (ModelNetwork) now = model_trainer_dup_wide (self, self->stepper, NULL);

      memcpy (self->wide->weights, now->weights, now->n_weights * sizeof (double));
      self->wide_epoch = self->epoch;
    }
  return self->wide;
}

const ModelMoments *
model_trainer_get_moments (const ModelTrainer *self)
{
  return self->moments;
}

gint64
model_trainer_get_epoch (const ModelTrainer *self)
{
  return self->epoch;
}
