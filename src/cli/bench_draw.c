/* What a frame costs besides training: theory, maps, portraits, and drawing them. */
#include "cli/bench_draw.h"

#include "plot/loss.h"
#include "plot/portrait.h"
#include "plot/weights.h"
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

static double
measure (Work work)
{
  Scene scene;
  double best = INFINITY;

  set_up (&scene);
  for (int i = 0; i < REPEATS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      work (&scene);
      cairo_surface_flush (cairo_get_target (scene.cr));
      best = fmin (best, (g_get_monotonic_time () - begin) / 1000.0);
    }
  tear_down (&scene);
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

  theory_map_init (&map, THEORY_MAP_RATIO_STEP, &scene->prediction->network);
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
draw_run (Scene *scene,
          void (*draw) (cairo_t *, const PlotArea *, const PlotRun *, const PlotTheme *))
{
  PlotRun run;

  plot_run_init (&run);
  run.snapshot = scene->snapshot;
  run.epochs = plot_run_fit_epochs (scene->snapshot);
  draw (scene->cr, &area, &run, &scene->theme);
}

static void
draw_loss (Scene *scene)
{
  draw_run (scene, plot_loss_draw);
}

static void
draw_weights (Scene *scene)
{
  draw_run (scene, plot_weights_draw);
}

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
  { "draw 600 x 400: loss", draw_loss },
  { "draw 600 x 400: weights", draw_weights },
  { "draw 600 x 400: portrait, computed and drawn", draw_portrait },
};

int
cli_bench_draw_count (void)
{
  return G_N_ELEMENTS (works);
}

double
cli_bench_draw_measure (int i, const char **name)
{
  *name = works[i].name;
  return measure (works[i].work);
}
