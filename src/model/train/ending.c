/* The ends of a run. */
#include "model/train/ending.h"

#include "model/network/learning_rate.h"
#include "model/network/sharpness.h"
#include "model/optimizer/optimizer.h"
#include "num/blas.h"
#include "num/matrix.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

/* The loss at which a run has plainly left: this often the larger of its start and that of W = 0.
 * A stable run with a rough start stays below. */
#define DIVERGED_FACTOR 10
/* The loss is a difference of terms of the size of <y^2>: what rounding leaves of zero. */
#define LOSS_ROUNDING 1e-14
/* Of the larger weight: what is none, and rises nowhere. */
#define NO_WEIGHT 1e-3
/* Of the weight that would explain the target. */
#define LOST 1e-3
/* By so much of itself the least loss has to fall in as many epochs as there were before. */
#define DANCE_GAIN 1e-3

/* Under decay some of the loss is kept, and perhaps a modality lost; steps that are as long however
 * small the gradient never arrive. */
static void
set_rests (ModelEnding *self, const ModelExperiment *experiment, const ModelMoments *moments)
{
  const int n = moments->n_a + moments->n_b;
  const double correlation = cblas_dnrm2 (n, moments->sigma_yx, 1);

  if (model_optimizer_is_plain (experiment))
    return;
  self->may_rest = model_experiment_get (experiment, MODEL_WEIGHT_DECAY) > 0;
  self->may_dance = model_optimizer_is_elementwise (experiment);
  if (self->may_rest || self->may_dance)
    {
      self->first_look = MODEL_ENDING_REST_SOON;
      self->looks = MODEL_ENDING_REST_LOOKS;
    }
  if (self->may_rest && correlation > 0)
    self->weight_lost = LOST * moments->sigma_yy / correlation;
}

void
model_ending_init (ModelEnding *self,
                   const ModelExperiment *experiment,
                   const ModelMoments *moments,
                   double loss_start,
                   double loss_kicked,
                   double loss_minimum)
{
  *self = (ModelEnding){ .loss_left = DIVERGED_FACTOR *
                                      fmax (fmax (loss_start, loss_kicked), moments->sigma_yy / 2),
                         .loss_learned = -INFINITY,
                         .loss_late = INFINITY,
                         .weight_learned = INFINITY,
                         .first_look = MODEL_ENDING_REST_FIRST,
                         .looks = 1 };
  if (model_experiment_get (experiment, MODEL_EPOCHS) > 0)
    return;
  set_rests (self, experiment, moments);
  if (model_experiment_get_int (experiment, MODEL_LOSS) == MODEL_LOSS_LOGISTIC)
    {
      self->loss_learned = MODEL_ENDING_LOGISTIC_TOLERANCE * loss_start;
      self->weight_learned = MODEL_ENDING_LOGISTIC_WEIGHT;
      /* Hidden layers of ReLU networks may move on while the product of their weights rests. */
      self->may_rest = model_experiment_slope (experiment) == 1;
    }
  else
    {
      self->loss_learned = loss_minimum + LOSS_ROUNDING * moments->sigma_yy +
                           MODEL_ENDING_LEARNED_TOLERANCE * (loss_start - loss_minimum);
      self->loss_late = loss_minimum + MODEL_ENDING_LATE_TOLERANCE * (loss_start - loss_minimum);
    }
}

gboolean
model_ending_is_learned (const ModelEnding *self, const ModelHistoryRow *row)
{
  return row->loss <= self->loss_learned || (fabs (row->weight[0]) >= self->weight_learned &&
                                             fabs (row->weight[1]) >= self->weight_learned);
}

static gboolean
is_rising (const ModelEnding *self, const ModelHistoryRow *row, const ModelHistoryRow *end)
{
  const double largest = fmax (fabs (end->weight[0]), fabs (end->weight[1]));

  if (row->loss > self->loss_late)
    return TRUE;
  for (int m = 0; m < 2; m++)
    if (fabs (end->weight[m]) > NO_WEIGHT * largest &&
        fabs (row->weight[m] - end->weight[m]) > fabs (end->weight[m]) / 2)
      return TRUE;
  return FALSE;
}

gint64
model_ending_find_end (const ModelEnding *self,
                       const ModelHistoryRow *learned,
                       ModelHistory *history)
{
  g_autoptr (ModelHistoryView) view = model_history_view (history);
  gsize i = model_history_view_length (view);

  while (i > 0 && !is_rising (self, model_history_view_row (view, i - 1), learned))
    i--;
  if (i == 0)
    return learned->epoch;
  return fmax (learned->epoch,
               ceil ((1 + MODEL_ENDING_ROOM) * model_history_view_row (view, i - 1)->epoch));
}

static gboolean
is_time_to_look (const ModelEnding *self, gint64 epoch)
{
  gint64 octave = self->first_look;

  if (epoch < octave)
    return FALSE;
  while (octave <= epoch / 2)
    octave *= 2;
  return epoch % (octave / self->looks) == 0;
}

/* The least loss of the second half of the epochs is hardly below that of the first. */
static gboolean
dances (const ModelHistoryView *view, gint64 epoch)
{
  double least[2] = { INFINITY, INFINITY };

  for (gsize i = 0; i < model_history_view_length (view); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (view, i);
      double *half = &least[row->epoch > (double) epoch / 2];

      *half = fmin (*half, row->loss);
    }
  return least[1] > (1 - DANCE_GAIN) * least[0];
}

gboolean
model_ending_is_at_rest (const ModelEnding *self,
                         gint64 epoch,
                         const ModelHistoryRow *now,
                         ModelHistory *history)
{
  g_autoptr (ModelHistoryView) view = NULL;
  ModelHistoryRow half;

  if (!(self->may_rest || self->may_dance) || !is_time_to_look (self, epoch))
    return FALSE;
  view = model_history_view (history);
  if (self->may_dance && dances (view, epoch))
    return TRUE;
  if (!self->may_rest)
    return FALSE;
  half = model_history_view_at (view, epoch / 2.0);
  for (int m = 0; m < 2; m++)
    if (fabs (now->weight[m] - half.weight[m]) >
            MODEL_ENDING_REST_TOLERANCE * fabs (now->weight[m]) &&
        !(fabs (now->weight[m]) < fmin (fabs (half.weight[m]), self->weight_lost)))
      return FALSE;
  return TRUE;
}

char *
model_ending_describe_rate (const ModelExperiment *experiment,
                            const ModelNetworkShape *shape,
                            const ModelMoments *moments)
{
  const double learning_rate = model_learning_rate_get (experiment);
  char rate[NUM_NUMBER_SIZE];
  double *w, lambda;

  if (model_experiment_get_int (experiment, MODEL_DYNAMICS) == MODEL_DYNAMICS_FLOW ||
      !model_experiment_is_linear (experiment))
    return NULL;
  w = num_alloc (moments->n_a + moments->n_b);
  model_moments_solve (moments, w);
  lambda = model_sharpness_compute (shape, moments, w);
  free (w);
  if (!(learning_rate * lambda > 2))
    return NULL;
  return g_strdup_printf (_ ("learning rate %s is above 2/lambda = %.2g"),
                          num_number_format (learning_rate, rate), 2 / lambda);
}
