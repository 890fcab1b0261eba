/* Collects theory for one experiment. */
#include "theory/prediction.h"

#include "model/experiment/data_source.h"
#include "theory/init_scale.h"
#include "theory/remedies/decay.h"

#include <math.h>

static gboolean
has_saddle (const TheoryPrediction *self, int m)
{
  int other = 1 - m;

  /* A branch of one layer leaves zero at once; what adds nothing is not left for. */
  return self->network.branch_depth[other] > 1 && self->rates.s[m] > 0 && self->rates.d[other] > 0;
}

/* Where the second modality is never learned, training ends at the saddle of the first, whatever
 * share of it the pseudo-inverse gives to the other. */
static void
move_end (TheoryPrediction *self)
{
  TheoryFixedPoint *point = self->points->point;

  if (self->has_plateau && !self->has_misattribution)
    point[THEORY_POINT_SOLUTION] = point[THEORY_POINT_A + self->times.first];
}

static void
predict_plateau (TheoryPrediction *self)
{
  int first = self->times.first;

  self->has_plateau =
      (self->times.order == THEORY_ORDER_A_FIRST || self->times.order == THEORY_ORDER_B_FIRST) &&
      (self->network.branch_depth[1 - first] > 1 || self->hidden > 0);
  if (self->has_plateau)
    {
      self->plateau_loss = self->points->point[THEORY_POINT_A + first].loss;
      self->has_misattribution = self->rates.d[1 - first] > 0;
      move_end (self);
      theory_misattribution_compute (&self->misattribution, self->moments, self->points, first);
    }
  else
    self->plateau_loss = self->points->point[THEORY_POINT_SOLUTION].loss;
}

static void
set_recorded_levels (TheoryPrediction *self)
{
  self->misattribution.amount *= self->network.gain;
  for (int m = 0; m < 2; m++)
    {
      for (int i = 0; i < THEORY_N_POINTS; i++)
        self->points->point[i].level[m] *= self->network.gain;
      self->levels.half[m] *= self->network.gain;
      if (!self->rests && isfinite (self->levels.half[m]))
        self->levels.half[m] = THEORY_LOGISTIC_LEVEL;
    }
}

/* Of XOR a linear network sees A; what B's signs have to do with y and with A in a sample is
 * chance, of which there is no theory: see theory/validity.h. */
static ModelMoments *
forget_chance (const ModelMoments *moments)
{
  ModelMoments *self = model_moments_copy (moments);
  const int n = self->n_a + self->n_b;

  for (int i = self->n_a; i < n; i++)
    {
      self->sigma_yx[i] = 0;
      for (int j = 0; j < self->n_a; j++)
        self->sigma[i * n + j] = self->sigma[j * n + i] = 0;
    }
  return self;
}

static void
take_data (TheoryPrediction *self, const ModelExperiment *experiment, ModelMoments *moments)
{
  if (!model_experiment_get_source (experiment)->nonlinear)
    {
      self->moments = model_moments_ref (moments);
      return;
    }
  self->moments = forget_chance (moments);
  self->hidden = pow (model_experiment_get (experiment, MODEL_W_B), 2) / 2;
}

TheoryPrediction *
theory_prediction_new_for_moments (const ModelExperiment *experiment,
                                   double init_scale,
                                   ModelMoments *moments)
{
  TheoryPrediction *self = g_new0 (TheoryPrediction, 1);

  take_data (self, experiment, moments);
  self->init_scale = init_scale > 0 ? init_scale : theory_init_scale_compute (experiment, moments);
  theory_network_from_experiment (&self->network, experiment, self->init_scale);
  self->points = theory_fixed_points_new (self->moments);
  if (moments->n_a == 1 && moments->n_b == 1)
    theory_rates_compute (&self->rates, self->moments);
  else
    theory_rates_compute_from_points (&self->rates, self->moments, self->points);
  theory_decay_apply (&self->network, self->moments, &self->rates, self->points);
  theory_times_compute (&self->times, &self->rates, &self->network);
  theory_levels_compute (&self->levels, &self->rates, self->times.order);
  self->linear = model_experiment_slope (experiment) == 1;
  self->beyond = self->hidden > 0 && !self->linear;
  self->rests = model_experiment_get_int (experiment, MODEL_LOSS) == MODEL_LOSS_MSE;
  for (int m = 0; m < 2; m++)
    self->saddle[m] = has_saddle (self, m);
  predict_plateau (self);
  set_recorded_levels (self);
  self->preference = theory_preference_compute (self->moments, self->points);
  self->aligned = model_experiment_get_int (experiment, MODEL_INIT) == MODEL_INIT_BALANCED ||
                  MAX (self->network.branch_depth[0], self->network.branch_depth[1]) +
                          self->network.shared_depth <=
                      2;
  return self;
}

TheoryPrediction *
theory_prediction_new (const ModelExperiment *experiment, double init_scale, GError **error)
{
  g_autoptr (ModelMoments) moments = model_moments_compute (experiment, error);

  return moments != NULL ? theory_prediction_new_for_moments (experiment, init_scale, moments)
                         : NULL;
}

TheoryPrediction *
theory_prediction_new_for_run (const ModelSnapshot *run)
{
  return theory_prediction_new_for_moments (&run->experiment, run->init_scale, run->moments);
}

gboolean
theory_prediction_is_beyond (const TheoryPrediction *self, double loss)
{
  return self->beyond && self->rests &&
         loss < self->points->point[THEORY_POINT_SOLUTION].loss - self->hidden / 2;
}

void
theory_prediction_free (TheoryPrediction *self)
{
  if (self == NULL)
    return;
  model_moments_unref (self->moments);
  theory_fixed_points_free (self->points);
  g_free (self);
}

gboolean
theory_prediction_has_line (const TheoryPrediction *self)
{
  return self->rests && self->times.order != THEORY_ORDER_NOTHING;
}

TheoryReduced *
theory_prediction_new_reduced (const TheoryPrediction *self, double end, const int *cancel)
{
  return theory_reduced_new (self->moments, &self->network, &self->levels, end, cancel);
}
