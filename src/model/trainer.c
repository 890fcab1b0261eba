/* Full-batch gradient descent on the moments: step, record, keep keyframes, know when to stop. */
#include "model/trainer.h"

#include "model/gradient.h"
#include "model/sharpness.h"
#include "num/blas.h"
#include "num/matrix.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The loss at which a run has plainly left: this often the larger of its start and that of W = 0.
 * A stable run with a rough start stays below. */
#define DIVERGED_FACTOR 10
/* The loss is a difference of terms of the size of <y^2>: what rounding leaves of zero. */
#define LOSS_ROUNDING 1e-14

struct ModelTrainer
{
  ModelExperiment experiment;
  double init_scale, learning_rate;
  ModelMoments *moments;
  ModelNetwork *network;
  ModelGradient *gradient; /* evaluated at the network's weights, unless torn */
  ModelHistory *history;
  ModelKeyframes *keyframes;
  ModelKick kicks[MODEL_KICK_MAX]; /* keyframes hold a network as it was before its kick */
  int n_kicks;
  gint64 epoch, last_epoch;
  double loss_start, loss_minimum;
  double loss_kicked; /* after the last kick, or 0 */
  ModelTrainerStatus status;
  gboolean torn; /* a cancelled step left gradient or weights half-way */
};

static ModelHistoryRow
current_row (const ModelTrainer *self)
{
  const double *w = model_gradient_get_total_weights (self->gradient);
  ModelHistoryRow row = { .epoch = self->epoch, .loss = model_gradient_get_loss (self->gradient) };

  for (int m = 0; m < 2; m++)
    {
      int n = self->network->shape.inputs[m];
      const double *v = w + (m == 0 ? 0 : self->moments->n_a);

      row.weight[m] = n == 1 ? v[0] : cblas_dnrm2 (n, v, 1);
    }
  return row;
}

static ModelTrainerStatus
judge (const ModelTrainer *self, const ModelHistoryRow *row)
{
  double start = fmax (self->loss_start, self->loss_kicked);
  double limit = DIVERGED_FACTOR * fmax (start, self->moments->sigma_yy / 2);
  gboolean open_ended = model_experiment_get (&self->experiment, MODEL_EPOCHS) == 0;

  if (!isfinite (row->loss) || row->loss > limit)
    return MODEL_TRAINER_DIVERGED;
  if (open_ended && row->loss - self->loss_minimum <=
                        MODEL_TRAINER_LEARNED_TOLERANCE * (self->loss_start - self->loss_minimum) +
                            LOSS_ROUNDING * self->moments->sigma_yy)
    return MODEL_TRAINER_LEARNED;
  if (self->epoch < self->last_epoch)
    return MODEL_TRAINER_RUNNING;
  return open_ended ? MODEL_TRAINER_BOUND : MODEL_TRAINER_DONE;
}

/* Records the current epoch and decides whether it is the last. */
static void
record (ModelTrainer *self)
{
  ModelHistoryRow row = current_row (self);

  self->status = judge (self, &row);
  if (self->status == MODEL_TRAINER_RUNNING)
    model_history_append (self->history, &row);
  else if (isfinite (row.loss) && isfinite (row.weight[0]) && isfinite (row.weight[1]))
    model_history_append_final (self->history, &row);
}

/* Where the run is going: its lowest loss, and how large its weights will be. */
static void
compute_goal (ModelTrainer *self)
{
  int n = self->moments->n_a + self->moments->n_b;
  double *w = num_alloc (n);

  model_moments_solve (self->moments, w);
  self->loss_minimum = model_moments_loss (self->moments, w);
  model_history_set_scale (self->history, self->moments->sigma_yy / 2, cblas_dnrm2 (n, w, 1));
  free (w);
}

ModelTrainer *
model_trainer_new (const ModelExperiment *experiment, double init_scale, GError **error)
{
  g_autoptr (ModelMoments) moments = NULL;
  ModelNetworkShape shape;
  ModelTrainer *self;
  double epochs = model_experiment_get (experiment, MODEL_EPOCHS);

  g_return_val_if_fail (init_scale > 0, NULL);

  if (!model_experiment_validate (experiment, error))
    return NULL;
  moments = model_moments_compute (experiment, error);
  if (moments == NULL)
    return NULL;
  self = g_new0 (ModelTrainer, 1);
  self->experiment = *experiment;
  self->init_scale = init_scale;
  self->learning_rate = model_experiment_get (experiment, MODEL_LEARNING_RATE);
  self->last_epoch = epochs > 0 ? epochs : MODEL_TRAINER_EPOCH_BOUND;
  self->moments = g_steal_pointer (&moments);
  self->history = model_history_new ();
  compute_goal (self);
  model_network_shape_from_experiment (&shape, experiment);
  self->network = model_network_new (&shape);
  model_network_initialise (self->network, experiment, init_scale, self->moments);
  self->gradient = model_gradient_new (&shape);
  self->keyframes = model_keyframes_new ();
  model_gradient_evaluate (self->gradient, self->network, self->moments, NULL);
  self->loss_start = model_gradient_get_loss (self->gradient);
  model_keyframes_offer (self->keyframes, 0, self->network);
  record (self);
  return self;
}

void
model_trainer_free (ModelTrainer *self)
{
  if (self == NULL)
    return;
  model_moments_free (self->moments);
  model_network_free (self->network);
  model_gradient_free (self->gradient);
  model_history_free (self->history);
  model_keyframes_free (self->keyframes);
  g_free (self);
}

/* Puts a run that was cancelled within a step back to the beginning of that step. */
static void
mend (ModelTrainer *self)
{
  g_autoptr (ModelNetwork) network = model_trainer_seek (self, self->epoch);

  memcpy (self->network->weights, network->weights, network->n_weights * sizeof (double));
  model_gradient_evaluate (self->gradient, self->network, self->moments, NULL);
  self->torn = FALSE;
}

/* One epoch. FALSE where cancelled. */
static gboolean
step (ModelTrainer *self, const int *cancel)
{
  if (!model_gradient_step (self->gradient, self->network, self->learning_rate, cancel) ||
      !model_gradient_evaluate (self->gradient, self->network, self->moments, cancel))
    {
      self->torn = TRUE;
      return FALSE;
    }
  self->epoch++;
  model_keyframes_offer (self->keyframes, self->epoch, self->network);
  record (self);
  return TRUE;
}

ModelTrainerStatus
model_trainer_run (ModelTrainer *self, gint64 max_epochs, const int *cancel)
{
  if (self->torn)
    mend (self);
  for (gint64 i = 0; i < max_epochs && self->status == MODEL_TRAINER_RUNNING; i++)
    if (!step (self, cancel))
      break;
  return self->status;
}

/* "learning rate 0.9 is above 2/lambda = 0.26", or NULL where the solution can bear the rate. */
static char *
describe_rate (const ModelTrainer *self)
{
  char rate[NUM_NUMBER_SIZE];
  double *w = num_alloc (self->moments->n_a + self->moments->n_b), lambda;

  model_moments_solve (self->moments, w);
  lambda = model_sharpness_compute (&self->network->shape, self->moments, w);
  free (w);
  if (!(self->learning_rate * lambda > 2))
    return NULL;
  return g_strdup_printf (_ ("learning rate %s is above 2/lambda = %.2g"),
                          num_number_format (self->learning_rate, rate), 2 / lambda);
}

static char *
describe_end (const ModelTrainer *self)
{
  g_autofree char *rate = NULL;

  if (self->status != MODEL_TRAINER_DIVERGED && self->status != MODEL_TRAINER_BOUND)
    return NULL;
  rate = describe_rate (self);
  if (self->status == MODEL_TRAINER_DIVERGED)
    return g_strdup_printf (_ ("diverged at epoch %" PRId64 ": %s"), self->epoch,
                            rate ? rate : _ ("the learning rate is too large for this start"));
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
  snapshot->history = model_history_view (self->history);
  snapshot->status = self->status;
  snapshot->reason = describe_end (self);
  snapshot->loss_minimum = self->loss_minimum;
  snapshot->n_kicks = self->n_kicks;
  memcpy (snapshot->kicks, self->kicks, self->n_kicks * sizeof *self->kicks);
  return snapshot;
}

/* Kicks that went well once go well again. */
static void
repeat_kicks (const ModelTrainer *self, int n_kicks, gint64 epoch, ModelNetwork *network)
{
  for (int i = 0; i < n_kicks; i++)
    if (self->kicks[i].epoch == epoch)
      model_kick_apply (network, self->kicks[i].weight, NULL);
}

/* The network at an epoch, after the first n_kicks of the run's kicks. */
static ModelNetwork *
retrain (const ModelTrainer *self, gint64 epoch, int n_kicks)
{
  ModelNetwork *network = model_network_new (&self->network->shape);
  g_autoptr (ModelGradient) gradient = model_gradient_new (&network->shape);
  gint64 e = model_keyframes_restore (self->keyframes, epoch, network);

  repeat_kicks (self, n_kicks, e, network);
  for (; e < epoch; e++)
    {
      model_gradient_evaluate (gradient, network, self->moments, NULL);
      model_gradient_step (gradient, network, self->learning_rate, NULL);
      repeat_kicks (self, n_kicks, e + 1, network);
    }
  return network;
}

ModelNetwork *
model_trainer_seek (const ModelTrainer *self, gint64 epoch)
{
  return retrain (self, epoch, self->n_kicks);
}

gboolean
model_trainer_kick (ModelTrainer *self, const ModelKick *kick, GError **error)
{
  g_autoptr (ModelNetwork) network = NULL;
  int n = 0;

  g_return_val_if_fail (kick->epoch >= 0 && kick->epoch <= self->epoch, FALSE);

  while (n < self->n_kicks && self->kicks[n].epoch < kick->epoch)
    n++;
  if (n == MODEL_KICK_MAX)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("kick: allowed are %d in one run"),
                   MODEL_KICK_MAX);
      return FALSE;
    }
  network = retrain (self, kick->epoch, n);
  if (!model_kick_apply (network, kick->weight, error))
    return FALSE;
  self->kicks[n] = *kick;
  self->n_kicks = n + 1;
  self->epoch = kick->epoch;
  self->torn = FALSE;
  memcpy (self->network->weights, network->weights, network->n_weights * sizeof (double));
  model_gradient_evaluate (self->gradient, self->network, self->moments, NULL);
  self->loss_kicked = model_gradient_get_loss (self->gradient);
  model_history_truncate (self->history, kick->epoch);
  model_keyframes_truncate (self->keyframes, kick->epoch);
  record (self);
  return TRUE;
}

const ModelKick *
model_trainer_get_kicks (const ModelTrainer *self, int *n)
{
  *n = self->n_kicks;
  return self->kicks;
}

const ModelNetwork *
model_trainer_get_network (const ModelTrainer *self)
{
  return self->network;
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
