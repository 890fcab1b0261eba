/* What a frame costs besides training: theory, maps, portraits, and drawing them. */
#include "bench/bench_draw.h"

#include "bench/bench_clock.h"
#include "figure/figure.h"
#include "figure/figure_registry.h"
#include "plot/plane/portrait.h"
#include "theory/init_scale.h"
#include "theory/maps.h"
#include "theory/prediction.h"

#include <math.h>

enum
{
  REPEATS = 10,
  WIDTH = 600,
  HEIGHT = 400
};

/* One setting with everything that is drawn of it. */
typedef struct
{
  ModelExperiment experiment;
  ModelSnapshot *snapshot;
  TheoryPrediction *prediction;
  TheoryPlane plane;
  TheorySkeleton *skeleton;
  FigureData *figure; /* that is measured */
  cairo_t *cr;
  PlotTheme theme;
} Scene;

typedef void (*Work) (Scene *scene);

static void
set_up (Scene *scene)
{
  g_autoptr (ModelTrainer) trainer = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);

  model_experiment_init (&scene->experiment);
  model_experiment_set (&scene->experiment, MODEL_DEPTH, 4, NULL);
  model_experiment_set (&scene->experiment, MODEL_FUSION, 3, NULL);
  model_experiment_set (&scene->experiment, MODEL_RHO, 0.5, NULL);
  trainer = theory_init_scale_new_trainer (&scene->experiment, NULL);
  model_trainer_run (trainer, 20000, NULL);
  scene->snapshot = model_trainer_snapshot (trainer, 0);
  scene->prediction = theory_prediction_new (&scene->experiment, scene->snapshot->init_scale, NULL);
  theory_plane_init (&scene->plane, scene->prediction->moments, &scene->prediction->network);
  scene->skeleton = theory_skeleton_new (&scene->plane, plot_portrait_bound (&scene->plane));
  scene->cr = cairo_create (surface);
  plot_theme_init (&scene->theme, PLOT_STYLE_LIGHT, 11);
  scene->theme.pixel = 1;
  cairo_surface_destroy (surface);
}

static void
tear_down (Scene *scene)
{
  model_snapshot_unref (scene->snapshot);
  theory_prediction_free (scene->prediction);
  theory_skeleton_free (scene->skeleton);
  cairo_destroy (scene->cr);
}

/* The best of several, milliseconds. */
static double
measure (Work work, Scene *scene)
{
  double best = INFINITY;

  for (int i = 0; i < REPEATS; i++)
    {
      const double begin = bench_clock ();

      work (scene);
      cairo_surface_flush (cairo_get_target (scene->cr));
      best = fmin (best, (bench_clock () - begin) / 1000.0);
    }
  return best;
}

static void
predict (Scene *scene)
{
  theory_prediction_free (scene->prediction);
  scene->prediction = theory_prediction_new (&scene->experiment, scene->snapshot->init_scale, NULL);
}

static void
reduce (Scene *scene)
{
  theory_reduced_free (theory_prediction_new_reduced (scene->prediction, INFINITY, NULL));
}

static void
compute_map (Scene *scene)
{
  g_autofree double *out = g_new (double, 100 * 100);
  TheoryMap map;

  theory_map_init (&map, THEORY_MAP_RATIO, &scene->prediction->network);
  theory_map_compute (&map, out);
}

static void
compute_portrait (Scene *scene)
{
  theory_skeleton_free (scene->skeleton);
  scene->skeleton = theory_skeleton_new (&scene->plane, plot_portrait_bound (&scene->plane));
}

static const PlotArea area = { 0, 0, WIDTH, HEIGHT };

static void
draw_portrait (Scene *scene)
{
  PlotPortrait portrait;

  compute_portrait (scene);
  plot_portrait_init (&portrait);
  portrait.skeleton = scene->skeleton;
  portrait.snapshot = scene->snapshot;
  plot_portrait_fit (&portrait);
  plot_portrait_draw (scene->cr, &area, &portrait, &scene->theme);
}

/* Twenty trajectories forward and twenty backward, as after a lasso. */
static void
follow_orbits (Scene *scene)
{
  const double bound = plot_portrait_bound (&scene->plane);

  for (int i = 0; i < 40; i++)
    {
      const double start[2] = { bound * (i % 5 + 0.5) / 20, bound * (i % 4 + 0.5) / 16 };

      theory_orbit_free (theory_orbit_new (&scene->plane, start, i % 2, bound, bound / 300));
    }
}

static const struct
{
  const char *name;
  Work work;
} works[] = {
  { "theory: one setting", predict },
  { "theory: reduced dynamics of it", reduce },
  { "theory: 100 x 100 time-ratio map", compute_map },
  { "theory: nullclines and manifolds", compute_portrait },
  { "theory: 40 trajectories of the portrait", follow_orbits },
  { "draw 600 x 400: portrait, computed and drawn", draw_portrait },
};

static void
draw_figure (Scene *scene)
{
  figure_draw (scene->cr, &area, scene->figure, &scene->theme);
}

/* Each plot of the window is a figure of any experiment, too. */
static gboolean
measure_figures (BenchReport *report, Scene *scene, GError **error)
{
  for (int i = 0; i < figure_count (); i++)
    {
      const Figure *figure = figure_at (i);
      g_autofree char *what = NULL;

      if (!figure_takes_experiment (figure) || figure_is_slow (figure))
        continue;
      scene->figure = figure_compute_of (figure, &scene->experiment, NULL, error);
      if (scene->figure == NULL)
        return FALSE;
      what = g_strdup_printf ("draw %d x %d: %s", WIDTH, HEIGHT, figure_get_name (figure));
      bench_report_value (report, what, measure (draw_figure, scene), "ms");
      figure_data_free (scene->figure);
    }
  return TRUE;
}

/* A thousand neurons with their inputs, fused and apart. */
static gboolean
measure_neurons (BenchReport *report, Scene *scene, GError **error)
{
  for (int fusion = 1; fusion <= 2; fusion++)
    {
      g_autofree char *what =
          g_strdup_printf ("draw %d x %d: features of 1000 neurons, Lf=%d", WIDTH, HEIGHT, fusion);
      BenchRow row = { .what = what, .unit = "ms", .must.at_most = 4 };
      ModelExperiment e;

      model_experiment_init (&e);
      model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
      model_experiment_set (&e, MODEL_WIDTH, 1000.0 / fusion, NULL);
      model_experiment_set (&e, MODEL_EPOCHS, 200, NULL);
      scene->figure = figure_compute_of (figure_find ("features", NULL), &e, NULL, error);
      if (scene->figure == NULL)
        return FALSE;
      row.value = measure (draw_figure, scene);
      bench_report_add (report, &row);
      figure_data_free (scene->figure);
    }
  return TRUE;
}

gboolean
bench_draw (BenchReport *report, GError **error)
{
  Scene scene;
  gboolean ok;

  set_up (&scene);
  for (gsize i = 0; i < G_N_ELEMENTS (works); i++)
    bench_report_value (report, works[i].name, measure (works[i].work, &scene), "ms");
  ok = measure_figures (report, &scene, error) && measure_neurons (report, &scene, error);
  tear_down (&scene);
  return ok;
}
