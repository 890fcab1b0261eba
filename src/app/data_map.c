/* The maps' axes, values and points. */
#include "app/data_map.h"

#include "app/parameter.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of spreads and weight ratios shown, and its inverse. */
#define WIDEST 4.0
/* Of an arrow key, and of the point under the pointer. */
#define RHO_STEP 0.01
#define RATIO_STEP 0.05
#define FINE_STEP 0.01

const char *
app_map_get_name (AppMapKind kind)
{
  switch (kind)
    {
    case APP_MAP_RATIO:
      return _ ("Map: time ratio");
    case APP_MAP_CREDIT:
      return _ ("Map: over-credit");
    case APP_MAP_PREFERENCE:
    case APP_N_MAPS:
    default:
      return _ ("Map: preference");
    }
}

void
app_map_get_axes (AppMapKind kind, PlotAxis *x, PlotAxis *y)
{
  const PlotAxis ratio = { 1 / WIDEST, WIDEST, TRUE };

  *x = kind == APP_MAP_PREFERENCE ? ratio : (PlotAxis){ -1, 1, FALSE };
  *y = ratio;
}

void
app_map_init (AppMap *self, AppMapKind kind, const ModelSnapshot *snapshot)
{
  const ModelExperiment *experiment = &snapshot->experiment;
  TheoryNetwork network;

  theory_network_from_experiment (&network, experiment, snapshot->init_scale);
  self->kind = kind;
  theory_map_init (&self->theory, THEORY_MAP_RATIO_STEP, &network);
  self->theory.sigma_b = model_experiment_get (experiment, MODEL_SIGMA_B);
  self->theory.w_a = model_experiment_get (experiment, MODEL_W_A);
  self->theory.w_b = model_experiment_get (experiment, MODEL_W_B);
}

gboolean
app_map_equal (const AppMap *self, const AppMap *other)
{
  const TheoryMap *a = &self->theory, *b = &other->theory;

  return self->kind == other->kind && a->network.branch_depth[0] == b->network.branch_depth[0] &&
         a->network.branch_depth[1] == b->network.branch_depth[1] &&
         a->network.shared_depth == b->network.shared_depth &&
         a->network.init_scale == b->network.init_scale &&
         a->network.learning_rate == b->network.learning_rate && a->sigma_b == b->sigma_b &&
         a->w_a == b->w_a && a->w_b == b->w_b;
}

static gboolean
has_point (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_SCALAR &&
         model_experiment_get (experiment, MODEL_SIGMA_B) > 0 &&
         model_experiment_get (experiment, MODEL_SIGMA_A) > 0;
}

const char *
app_map_get_note (const AppMap *self, const ModelExperiment *experiment)
{
  if (!has_point (experiment))
    return _ ("Maps are for one input per modality, none silent");
  if (self->theory.network.branch_depth[0] < 2 && self->theory.network.branch_depth[1] < 2)
    return _ ("Early fusion: no modality is learned alone");
  return NULL;
}

/* Over-credit of the modality that comes first, relative to its true weight. */
static double
evaluate_credit (const TheoryMap *map, double rho, double r)
{
  double s_a = map->w_a * r + map->w_b * rho; /* of sigma_yx, both divided by sigma_A sigma_B */
  double s_b = map->w_b / r + map->w_a * rho;
  gboolean a_first = fabs (s_a) >= fabs (s_b);
  double own = a_first ? map->w_a : map->w_b, other = a_first ? map->w_b : map->w_a;
  double amount = other * rho * (a_first ? 1 / r : r);

  if (amount == 0 || (map->network.branch_depth[a_first ? 1 : 0] < 2))
    return 0;
  return own != 0 ? amount / own : copysign (INFINITY, amount);
}

void
app_map_compute (const AppMap *self, double *values)
{
  PlotAxis x, y;

  app_map_get_axes (self->kind, &x, &y);
  for (int row = 0; row < APP_MAP_ROWS; row++)
    for (int column = 0; column < APP_MAP_COLUMNS; column++)
      {
        double rho = plot_axis_unmap (&x, column / (APP_MAP_COLUMNS - 1.0));
        double r = plot_axis_unmap (&y, row / (APP_MAP_ROWS - 1.0));

        values[row * APP_MAP_COLUMNS + column] = self->kind == APP_MAP_CREDIT
                                                     ? evaluate_credit (&self->theory, rho, r)
                                                     : theory_map_evaluate (&self->theory, rho, r);
      }
}

void
app_map_get_point (AppMapKind kind, const ModelExperiment *experiment, double point[2])
{
  double spread = app_parameter_get (APP_PARAMETER_SPREAD, experiment);
  double w_a = model_experiment_get (experiment, MODEL_W_A);
  double w_b = model_experiment_get (experiment, MODEL_W_B);

  point[0] = point[1] = NAN;
  if (!has_point (experiment))
    return;
  if (kind != APP_MAP_PREFERENCE)
    {
      point[0] = model_experiment_get (experiment, MODEL_RHO);
      point[1] = spread;
    }
  else if (w_a * w_b > 0) /* else it is off every logarithmic axis */
    {
      point[0] = spread;
      point[1] = w_a / w_b;
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
app_map_set_point (AppMapKind kind,
                   const double point[2],
                   ModelExperiment *experiment,
                   GError **error)
{
  ModelExperiment changed = *experiment;
  gboolean regions = kind == APP_MAP_PREFERENCE;
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
app_map_step (
    AppMapKind kind, int steps_x, int steps_y, ModelExperiment *experiment, GError **error)
{
  double point[2];

  app_map_get_point (kind, experiment, point);
  if (isnan (point[0]))
    return TRUE;
  point[0] += steps_x * (kind == APP_MAP_PREFERENCE ? RATIO_STEP : RHO_STEP);
  point[1] += steps_y * RATIO_STEP;
  return app_map_set_point (kind, point, experiment, error);
}

static char *
describe_value (AppMapKind kind, const TheoryPrediction *prediction)
{
  if (prediction == NULL)
    return g_strdup ("");
  if (kind == APP_MAP_PREFERENCE)
    return g_strdup (theory_preference_get_words (prediction->preference));
  if (kind == APP_MAP_CREDIT && prediction->misattribution.has_relative)
    return g_strdup_printf (_ ("over-credit %.0f %%"), 100 * prediction->misattribution.relative);
  if (isinf (prediction->times.step.ratio))
    return g_strdup (_ ("the second modality is never learned"));
  return g_strdup_printf (_ ("time ratio %.2f"), prediction->times.step.ratio);
}

char *
app_map_describe (AppMapKind kind,
                  const ModelExperiment *experiment,
                  const TheoryPrediction *prediction)
{
  g_autofree char *value = describe_value (kind, prediction);
  double point[2];

  app_map_get_point (kind, experiment, point);
  if (isnan (point[0]))
    return g_strdup (_ ("These data are on no place of the map."));
  return g_strdup_printf (kind == APP_MAP_PREFERENCE
                              ? _ ("Spread %.2f, weight ratio %.2f: %s. Arrow keys move the point.")
                              : _ ("Correlation %.2f, spread %.2f: %s. Arrow keys move the point."),
                          point[0], point[1], value);
}
