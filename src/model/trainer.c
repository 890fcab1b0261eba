/* Full-batch gradient descent on the moments: step, record, keep keyframes, know when to stop. */
#include "model/trainer.h"

#include "model/gradient.h"
#include "model/sharpness.h"
#include "num/blas.h"
#include "num/matrix.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
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
  gint64 epoch, last_epoch;
  double loss_start, loss_minimum;
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
  double limit = DIVERGED_FACTOR * fmax (self->loss_start, self->moments->sigma_yy / 2);
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
  model_keyframes_offer (self->keyframes, self->epoch, self->network);
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

static char *
describe_divergence (const ModelTrainer *self)
{
  char rate[NUM_NUMBER_SIZE];
  double *w = num_alloc (self->moments->n_a + self->moments->n_b), lambda;

  model_moments_solve (self->moments, w);
  lambda = model_sharpness_compute (&self->network->shape, self->moments, w);
  free (w);
  num_number_format (self->learning_rate, rate);
  if (lambda > 0 && self->learning_rate > 2 / lambda)
    return g_strdup_printf (
        _ ("diverged at epoch %" G_GINT64_FORMAT ": learning rate %s is above 2/lambda = %.2g"),
        self->epoch, rate, 2 / lambda);
  return g_strdup_printf (
      _ ("diverged at epoch %" G_GINT64_FORMAT ": learning rate %s is too large for this start"),
      self->epoch, rate);
}

static char *
describe_end (const ModelTrainer *self)
{
  if (self->status == MODEL_TRAINER_DIVERGED)
    return describe_divergence (self);
  if (self->status == MODEL_TRAINER_BOUND)
    return g_strdup_printf (_ ("not learned within %d epochs"), MODEL_TRAINER_EPOCH_BOUND);
  return NULL;
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
  return snapshot;
}

ModelNetwork *
model_trainer_seek (const ModelTrainer *self, gint64 epoch)
{
  ModelNetwork *network = model_network_new (&self->network->shape);
  g_autoptr (ModelGradient) gradient = model_gradient_new (&network->shape);

  for (gint64 e = model_keyframes_restore (self->keyframes, epoch, network); e < epoch; e++)
    {
      model_gradient_evaluate (gradient, network, self->moments, NULL);
      model_gradient_step (gradient, network, self->learning_rate, NULL);
    }
  return network;
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
