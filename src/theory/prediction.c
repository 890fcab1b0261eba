/* Collects theory for one experiment. */
#include "theory/prediction.h"

#include <math.h>

static gboolean
has_saddle (const TheoryPrediction *self, int m)
{
  int other = 1 - m;

  /* A branch of one layer leaves zero at once; what adds nothing is not left for. */
  return self->network.branch_depth[other] > 1 && self->rates.s[m] > 0 && self->rates.d[other] > 0;
}

static void
predict_plateau (TheoryPrediction *self)
{
  int first = self->times.first;

  self->has_plateau =
      (self->times.order == THEORY_ORDER_A_FIRST || self->times.order == THEORY_ORDER_B_FIRST) &&
      self->network.branch_depth[1 - first] > 1;
  if (self->has_plateau)
    {
      self->plateau_loss = self->points->point[THEORY_POINT_A + first].loss;
      theory_misattribution_compute (&self->misattribution, self->moments, self->points, first);
    }
  else
    self->plateau_loss = self->points->point[THEORY_POINT_SOLUTION].loss;
}

static void
set_recorded_levels (TheoryPrediction *self)
{
  for (int m = 0; m < 2; m++)
    {
      for (int i = 0; i < THEORY_N_POINTS; i++)
        self->points->point[i].level[m] *= self->network.gain;
      self->levels.half[m] *= self->network.gain;
      if (!self->rests && isfinite (self->levels.half[m]))
        self->levels.half[m] = THEORY_LOGISTIC_LEVEL;
    }
}

TheoryPrediction *
theory_prediction_new_for_moments (const ModelExperiment *experiment,
                                   double init_scale,
                                   ModelMoments *moments)
{
  TheoryPrediction *self = g_new0 (TheoryPrediction, 1);

  self->moments = moments;
  theory_network_from_experiment (&self->network, experiment, init_scale);
  self->points = theory_fixed_points_new (moments);
  if (moments->n_a == 1 && moments->n_b == 1)
    theory_rates_compute (&self->rates, moments);
  else
    theory_rates_compute_from_points (&self->rates, moments, self->points);
  theory_times_compute (&self->times, &self->rates, &self->network);
  theory_levels_compute (&self->levels, &self->rates, self->times.order);
  self->linear = model_experiment_slope (experiment) == 1;
  self->rests = model_experiment_get_int (experiment, MODEL_LOSS) == MODEL_LOSS_MSE;
  for (int m = 0; m < 2; m++)
    self->saddle[m] = has_saddle (self, m);
  predict_plateau (self);
  set_recorded_levels (self);
  self->preference = theory_preference_compute (moments, self->points);
  self->aligned = model_experiment_get_int (experiment, MODEL_INIT) == MODEL_INIT_BALANCED ||
                  MAX (self->network.branch_depth[0], self->network.branch_depth[1]) +
                          self->network.shared_depth <=
                      2;
  return self;
}

TheoryPrediction *
theory_prediction_new (const ModelExperiment *experiment, double init_scale, GError **error)
{
  ModelMoments *moments = model_moments_compute_population (experiment, error);

  return moments != NULL ? theory_prediction_new_for_moments (experiment, init_scale, moments)
                         : NULL;
}

void
theory_prediction_free (TheoryPrediction *self)
{
  if (self == NULL)
    return;
  model_moments_free (self->moments);
  theory_fixed_points_free (self->points);
  g_free (self);
}

TheoryReduced *
theory_prediction_new_reduced (const TheoryPrediction *self, double end, const int *cancel)
{
  return theory_reduced_new (self->moments, &self->network, &self->levels, end, cancel);
}
