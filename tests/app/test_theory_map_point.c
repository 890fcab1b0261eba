/* Maps of data sets: points and experiments stand for each other; values are theory's. */
#include "app/card/theory_map_point.h"
#include "num/matrix.h"
#include "theory/init_scale.h"

#include <math.h>
#include <string.h>

static ModelSnapshot *
snapshot_of (const ModelExperiment *experiment)
{
  g_autoptr (ModelTrainer) trainer = theory_init_scale_new_trainer (experiment, NULL);

  return model_trainer_snapshot (trainer, 1);
}

static void
test_points (void)
{
  const double points[][2] = { { 0.37, 2.5 }, { 1, 0.25 }, { -1, 4 } };
  ModelExperiment experiment;
  double out[2];

  for (int kind = 0; kind < PLOT_N_THEORY_MAPS; kind++)
    for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
      {
        const double *p = points[i];
        const double point[2] = { kind == PLOT_THEORY_MAP_PREFERENCE ? p[1] : p[0],
                                  kind == PLOT_THEORY_MAP_PREFERENCE ? fabs (p[0]) : p[1] };
        model_experiment_init (&experiment);
        g_assert_true (
            app_theory_map_point_set_point ((PlotTheoryMapKind) kind, point, &experiment, NULL));
        plot_theory_map_get_point ((PlotTheoryMapKind) kind, &experiment, out);
        for (int k = 0; k < 2; k++)
          g_assert_cmpfloat_with_epsilon (out[k], point[k], 1e-12); /* on the sliders' steps */
      }
}

static void
test_points_are_rounded (void)
{
  const double point[2] = { 0.12345, 1.98765 };
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  g_assert_true (app_theory_map_point_set_point (PLOT_THEORY_MAP_RATIO, point, &experiment, NULL));
  g_assert_cmpfloat (model_experiment_get (&experiment, MODEL_RHO), ==, 0.12);
  g_assert_cmpfloat (model_experiment_get (&experiment, MODEL_SIGMA_A), ==, 1.99);
}

static void
test_steps (void)
{
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  g_assert_true (app_theory_map_point_step (PLOT_THEORY_MAP_RATIO, 3, -2, &experiment, NULL));
  g_assert_cmpfloat_with_epsilon (model_experiment_get (&experiment, MODEL_RHO), 0.03, 1e-12);
  g_assert_cmpfloat_with_epsilon (model_experiment_get (&experiment, MODEL_SIGMA_A), 1.9, 1e-12);
  g_assert_true (app_theory_map_point_step (PLOT_THEORY_MAP_RATIO, 1000, 0, &experiment, NULL));
  g_assert_cmpfloat (model_experiment_get (&experiment, MODEL_RHO), ==, 1);
}

/* The value at the run's own place is what theory says of the run. */
static void
test_values (void)
{
  static double values[PLOT_THEORY_MAP_ROWS * PLOT_THEORY_MAP_COLUMNS];
  const int column = 60, row = 48; /* rho 0.5, spread 2 on the axes */

  for (int fusion = 1; fusion <= 4; fusion++)
    {
      ModelExperiment experiment;
      PlotTheoryMap map;
      model_experiment_init (&experiment);
      model_experiment_set (&experiment, MODEL_DEPTH, 4, NULL);
      model_experiment_set (&experiment, MODEL_FUSION, fusion, NULL);
      model_experiment_set (&experiment, MODEL_RHO, 0.5, NULL);
      model_experiment_set (&experiment, MODEL_SAMPLES, 0, NULL); /* maps are of populations */
      g_autoptr (ModelSnapshot) snapshot = snapshot_of (&experiment);
      g_autoptr (TheoryPrediction) prediction =
          theory_prediction_new (&experiment, snapshot->init_scale, NULL);
      plot_theory_map_init (&map, PLOT_THEORY_MAP_RATIO, &snapshot->experiment,
                            snapshot->init_scale);
      plot_theory_map_compute (&map, values);
      /* The axis is logarithmic: its places are rounded. */
      g_assert_cmpfloat_with_epsilon (
          values[row * PLOT_THEORY_MAP_COLUMNS + column] / prediction->times.flow.ratio, 1, 1e-9);
      plot_theory_map_init (&map, PLOT_THEORY_MAP_CREDIT, &snapshot->experiment,
                            snapshot->init_scale);
      plot_theory_map_compute (&map, values);
      g_assert_cmpfloat_with_epsilon (values[row * PLOT_THEORY_MAP_COLUMNS + column],
                                      fusion > 1 ? 0.25 : 0, 1e-9);
      for (int i = 0; i < PLOT_THEORY_MAP_ROWS * PLOT_THEORY_MAP_COLUMNS; i++)
        g_assert_false (isnan (values[i]));
    }
}

static void
test_same_map (void)
{
  ModelExperiment experiment;
  PlotTheoryMap before, after;

  model_experiment_init (&experiment);
  g_autoptr (ModelSnapshot) one = snapshot_of (&experiment);
  model_experiment_set (&experiment, MODEL_RHO, 0.5, NULL);
  g_autoptr (ModelSnapshot) moved = snapshot_of (&experiment);
  model_experiment_set (&experiment, MODEL_FUSION, 1, NULL);
  g_autoptr (ModelSnapshot) other = snapshot_of (&experiment);
  plot_theory_map_init (&before, PLOT_THEORY_MAP_RATIO, &one->experiment, one->init_scale);
  plot_theory_map_init (&after, PLOT_THEORY_MAP_RATIO, &moved->experiment, moved->init_scale);
  g_assert_true (plot_theory_map_equal (&before, &after)); /* the point moves, the map stays */
  plot_theory_map_init (&after, PLOT_THEORY_MAP_RATIO, &other->experiment, other->init_scale);
  g_assert_false (plot_theory_map_equal (&before, &after));
}

static void
test_no_place (void)
{
  ModelExperiment experiment;
  PlotTheoryMap map;
  double point[2];

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
  g_autoptr (ModelSnapshot) snapshot = snapshot_of (&experiment);
  g_autofree char *words = app_theory_map_point_describe (PLOT_THEORY_MAP_RATIO, &experiment, NULL);
  plot_theory_map_init (&map, PLOT_THEORY_MAP_RATIO, &snapshot->experiment, snapshot->init_scale);
  plot_theory_map_get_point (PLOT_THEORY_MAP_RATIO, &experiment, point);
  g_assert_true (isnan (point[0]));
  g_assert_nonnull (plot_theory_map_get_note (&map, &experiment));
  g_assert_nonnull (strstr (words, "no place"));
  model_experiment_init (&experiment);
  g_assert_null (plot_theory_map_get_note (&map, &experiment));
  model_experiment_set (&experiment, MODEL_W_B, -1, NULL); /* no logarithm */
  plot_theory_map_get_point (PLOT_THEORY_MAP_PREFERENCE, &experiment, point);
  g_assert_true (isnan (point[0]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/data-map/points", test_points);
  g_test_add_func ("/app/data-map/points-are-rounded", test_points_are_rounded);
  g_test_add_func ("/app/data-map/steps", test_steps);
  g_test_add_func ("/app/data-map/values", test_values);
  g_test_add_func ("/app/data-map/same-map", test_same_map);
  g_test_add_func ("/app/data-map/no-place", test_no_place);
  return g_test_run ();
}
