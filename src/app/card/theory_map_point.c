/* The maps' names, and their points as data. */
#include "app/card/theory_map_point.h"

#include "app/session/parameter.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of an arrow key, and of the point under the pointer. */
#define RHO_STEP 0.01
#define RATIO_STEP 0.05
#define FINE_STEP 0.01

const char *
app_theory_map_point_get_name (PlotTheoryMapKind kind)
{
  switch (kind)
    {
    case PLOT_THEORY_MAP_RATIO:
      return _ ("Map: time ratio");
    case PLOT_THEORY_MAP_CREDIT:
      return _ ("Map: over-credit");
    case PLOT_THEORY_MAP_PREFERENCE:
    case PLOT_N_THEORY_MAPS:
    default:
      return _ ("Map: preference");
    }
}

static double
round_to (double value, double step)
{
  return round (value / step) / round (1 / step); /* 0.07, not 7 * 0.01 */
}

static gboolean
set_weights (double ratio, ModelExperiment *experiment, GError **error)
{
  double w_b = model_experiment_get (experiment, MODEL_W_B);

  if (w_b == 0)
    w_b = 1;
  return app_parameter_set (MODEL_W_B, w_b, experiment, error) &&
         app_parameter_set (MODEL_W_A, ratio * w_b, experiment, error);
}

gboolean
app_theory_map_point_set_point (PlotTheoryMapKind kind,
                                const double point[2],
                                ModelExperiment *experiment,
                                GError **error)
{
  ModelExperiment changed = *experiment;
  gboolean regions = kind == PLOT_THEORY_MAP_PREFERENCE;
  double spread = fmax (round_to (point[regions ? 0 : 1], FINE_STEP), FINE_STEP);
  double ratio = fmax (round_to (point[1], FINE_STEP), FINE_STEP);
  double rho = CLAMP (round_to (point[0], RHO_STEP), -1.0, 1.0);

  if (!app_parameter_set (APP_PARAMETER_SPREAD, spread, &changed, error) ||
      !(regions ? set_weights (ratio, &changed, error)
                : app_parameter_set (MODEL_RHO, rho, &changed, error)))
    return FALSE;
  *experiment = changed;
  return TRUE;
}

gboolean
app_theory_map_point_step (
    PlotTheoryMapKind kind, int steps_x, int steps_y, ModelExperiment *experiment, GError **error)
{
  double point[2];

  plot_theory_map_get_point (kind, experiment, point);
  if (isnan (point[0]))
    return TRUE;
  point[0] += steps_x * (kind == PLOT_THEORY_MAP_PREFERENCE ? RATIO_STEP : RHO_STEP);
  point[1] += steps_y * RATIO_STEP;
  return app_theory_map_point_set_point (kind, point, experiment, error);
}

static char *
describe_value (PlotTheoryMapKind kind, const TheoryPrediction *prediction)
{
  if (prediction == NULL)
    return g_strdup ("");
  if (kind == PLOT_THEORY_MAP_PREFERENCE)
    return g_strdup (theory_preference_get_words (prediction->preference));
  if (kind == PLOT_THEORY_MAP_CREDIT && prediction->misattribution.has_relative)
    return g_strdup_printf (_ ("over-credit %.0f %%"), 100 * prediction->misattribution.relative);
  if (isinf (prediction->times.flow.ratio))
    return g_strdup (_ ("the second modality is never learned"));
  return g_strdup_printf (_ ("time ratio %.2f"), prediction->times.flow.ratio);
}

char *
app_theory_map_point_describe (PlotTheoryMapKind kind,
                               const ModelExperiment *experiment,
                               const TheoryPrediction *prediction)
{
  g_autofree char *value = describe_value (kind, prediction);
  double point[2];

  plot_theory_map_get_point (kind, experiment, point);
  if (isnan (point[0]))
    return g_strdup (_ ("These data are on no place of the map."));
  return g_strdup_printf (kind == PLOT_THEORY_MAP_PREFERENCE
                              ? _ ("Spread %.2f, weight ratio %.2f: %s. Arrow keys move the point.")
                              : _ ("Correlation %.2f, spread %.2f: %s. Arrow keys move the point."),
                          point[0], point[1], value);
}
