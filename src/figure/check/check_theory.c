/* Quantities that theory alone has, each against a formula of the paper or a count. */
#include "figure/check/check_theory.h"

#include "theory/maps.h"
#include "theory/init_scale.h"
#include "theory/prediction.h"

#include <math.h>

#define HALVINGS 50 /* of an interval: down to rounding */

/* The most that a map of late fusion differs from a formula. */
static double
compare_map (const ModelExperiment *experiment,
             TheoryMapKind kind,
             double (*formula) (double rho, double r),
             gboolean relative)
{
  g_autofree double *values = NULL;
  TheoryNetwork network;
  TheoryMap map;
  double most = 0;

  theory_network_from_experiment (&network, experiment,
                                  model_experiment_get (experiment, MODEL_INIT_SCALE));
  theory_map_init (&map, kind, &network);
  values = g_new (double, (gsize) map.n_r *map.n_rho);
  theory_map_compute (&map, values);
  for (int i = 0; i < map.n_r; i++)
    for (int j = 0; j < map.n_rho; j++)
      {
        const double rho =
            map.rho_minimum + (map.rho_maximum - map.rho_minimum) * j / (map.n_rho - 1.0);
        const double r = map.r_minimum + (map.r_maximum - map.r_minimum) * i / (map.n_r - 1.0);
        const double expected = formula (rho, r);

        most = fmax (most, fabs (values[(gsize) i * map.n_rho + j] - expected) /
                               (relative ? expected : 1));
      }
  return most;
}

/* Eq 9. */
static double
get_ratio (double rho, double r)
{
  return 1 + (r * r - 1) / (1 - rho * rho);
}

/* Eq 10. */
static double
get_credit (double rho, double r)
{
  return rho / r;
}

static double
count_saddles (const ModelExperiment *experiment)
{
  g_autoptr (TheoryPrediction) prediction = theory_prediction_new (experiment, 0, NULL);

  return prediction != NULL ? prediction->saddle[0] + prediction->saddle[1] : NAN;
}

static TheoryPreference
get_preference (const ModelExperiment *experiment, double q)
{
  ModelExperiment other = *experiment;
  g_autoptr (TheoryPrediction) prediction = NULL;

  model_experiment_set (&other, MODEL_W_A, q, NULL);
  model_experiment_set (&other, MODEL_W_B, 1, NULL);
  /* Formulas are of the population. */
  model_experiment_set (&other, MODEL_SAMPLES, 0, NULL);
  prediction = theory_prediction_new (&other, 0, NULL);
  return prediction != NULL ? prediction->preference : THEORY_PREFERENCE_NONE;
}

static gboolean
is_first (TheoryPreference preference)
{
  return preference == THEORY_PREFERENCE_A || preference == THEORY_PREFERENCE_A_SUPERFICIAL;
}

static gboolean
is_better (TheoryPreference preference)
{
  return preference == THEORY_PREFERENCE_A || preference == THEORY_PREFERENCE_B_SUPERFICIAL;
}

/* The w_A / w_B from which A wins, of correlations and losses rather than of the formula. */
static double
find_curve (const ModelExperiment *experiment, gboolean (*wins) (TheoryPreference))
{
  double low = 0.001, high = 10;

  for (int i = 0; i < HALVINGS; i++)
    {
      const double q = sqrt (low * high);

      if (wins (get_preference (experiment, q)))
        high = q;
      else
        low = q;
    }
  return high;
}

/* From 0, as regions are numbered. */
static double
get_region (const ModelExperiment *experiment)
{
  const double q =
      model_experiment_get (experiment, MODEL_W_A) / model_experiment_get (experiment, MODEL_W_B);
  const TheoryPreference preference = get_preference (experiment, q);

  return preference != THEORY_PREFERENCE_NONE ? (double) preference : NAN;
}

/* NAN of layers that are not drawn, or leave no branch to itself. */
static double
measure_cost (const ModelExperiment *experiment)
{
  const gboolean late = model_experiment_shared_depth (experiment) == 0 &&
                        MIN (model_experiment_branch_depth (experiment, 0),
                             model_experiment_branch_depth (experiment, 1)) > 2;
  const gboolean drawn = model_experiment_get_int (experiment, MODEL_INIT) != MODEL_INIT_BALANCED &&
                         model_experiment_inputs (experiment, 0) == 1 &&
                         model_experiment_inputs (experiment, 1) == 1;
  double cost[2];

  return late && drawn && theory_init_scale_compute_cost (experiment, cost, NULL)
             ? (cost[0] + cost[1]) / 2
             : NAN;
}

double
figure_check_theory_measure (FigureCheckQuantity quantity, const FigureChecked *checked)
{
  const ModelExperiment *experiment = checked->experiment;
  const double r = model_experiment_get (experiment, MODEL_SIGMA_A) /
                   model_experiment_get (experiment, MODEL_SIGMA_B);

  switch (quantity)
    {
    case FIGURE_CHECK_COST:
      return measure_cost (experiment);
    case FIGURE_CHECK_LAYERS:
      return model_experiment_branch_depth (experiment, 0) +
             model_experiment_shared_depth (experiment);
    case FIGURE_CHECK_SHARED_LAYERS:
      return model_experiment_shared_depth (experiment);
    case FIGURE_CHECK_SADDLES:
      return count_saddles (experiment);
    case FIGURE_CHECK_MAP_RATIO:
      return compare_map (experiment, THEORY_MAP_RATIO, get_ratio, TRUE);
    case FIGURE_CHECK_MAP_CREDIT:
      return compare_map (experiment, THEORY_MAP_MISATTRIBUTION, get_credit, FALSE);
    case FIGURE_CHECK_REGION:
      return get_region (experiment);
    case FIGURE_CHECK_FIRST_CURVE:
      return find_curve (experiment, is_first) * r * r;
    case FIGURE_CHECK_BETTER_CURVE:
      return find_curve (experiment, is_better) * r;
    default:
      return NAN;
    }
}
