/* Portraits and the map of what is first: ink where it belongs, and nothing odd on odd data. */
#include "figure/figure.h"
#include "figure/figure_registry.h"
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "plot/draw/frame.h"
#include "plot/plane/learned_first.h"
#include "plot/plane/portrait.h"
#include "plot_fixture.h"

#include <math.h>
#include <string.h>

#define WIDTH 500
#define HEIGHT 400

static const PlotArea area = { 0, 0, WIDTH, HEIGHT };

typedef struct
{
  ModelExperiment experiment;
  ModelTrainer *trainer;
  ModelSnapshot *snapshot;
  TheorySkeleton *skeleton;
  PlotPortrait portrait;
  PlotTheme theme;
} Scene;

static void
set_up (Scene *s, int depth, int fusion, double rho)
{
  TheoryNetwork network;
  TheoryPlane plane;

  model_experiment_init (&s->experiment);
  model_experiment_set (&s->experiment, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&s->experiment, MODEL_FUSION, fusion, NULL);
  model_experiment_set (&s->experiment, MODEL_RHO, rho, NULL);
  model_experiment_set (&s->experiment, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (&s->experiment, MODEL_WIDTH, 10, NULL);
  model_experiment_set (&s->experiment, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
  model_experiment_set (&s->experiment, MODEL_EPOCHS, 400, NULL);
  s->trainer = model_trainer_new (&s->experiment, 0.05, NULL);
  model_trainer_run (s->trainer, G_MAXINT64, NULL);
  s->snapshot = model_trainer_snapshot (s->trainer, 0);
  theory_network_from_experiment (&network, &s->experiment, 0.05);
  theory_plane_init (&plane, model_trainer_get_moments (s->trainer), &network);
  s->skeleton = theory_skeleton_new (&plane, plot_portrait_bound (&plane));
  plot_theme_init (&s->theme, PLOT_STYLE_LIGHT, 11);
  plot_portrait_init (&s->portrait);
  s->portrait.skeleton = s->skeleton;
  s->portrait.snapshot = s->snapshot;
  plot_portrait_fit (&s->portrait);
}

static void
tear_down (Scene *s)
{
  model_snapshot_unref (s->snapshot);
  model_trainer_free (s->trainer);
  theory_skeleton_free (s->skeleton);
}

static cairo_t *
draw (const Scene *s)
{
  cairo_t *cr = plot_fixture_page (WIDTH, HEIGHT);

  plot_portrait_draw (cr, &area, &s->portrait, &s->theme);
  return cr;
}

/* Pixels of a colour in a square around a state. */
static int
ink_at (cairo_t *cr, const Scene *s, const double w[2], const PlotColor *color)
{
  PlotArea square = { 0, 0, 12, 12 };

  plot_portrait_place (&s->portrait, &area, &s->theme, w, &square.x, &square.y);
  square.x -= 6;
  square.y -= 6;
  return plot_fixture_ink_of (cr, &square, color);
}

static void
test_points (void)
{
  Scene s;
  cairo_t *cr;

  set_up (&s, 2, 2, 0.3);
  s.portrait.snapshot = NULL; /* it would lie over the marks */
  cr = draw (&s);
  g_assert_cmpint (ink_at (cr, &s, s.skeleton->points[THEORY_POINT_ORIGIN].w, &s.theme.origin), >,
                   5);
  g_assert_cmpint (ink_at (cr, &s, s.skeleton->points[THEORY_POINT_SOLUTION].w, &s.theme.solution),
                   >, 30);
  for (int m = 0; m < 2; m++)
    g_assert_cmpint (
        ink_at (cr, &s, s.skeleton->points[THEORY_POINT_A + m].w, &s.theme.modality_text[m]), >, 5);
  plot_fixture_close (cr);
  tear_down (&s);
}

/* The dot stands where the network is, and moves with the playhead. */
static void
test_playhead (void)
{
  Scene s;

  set_up (&s, 2, 2, 0.3);
  for (double epoch = 0; epoch <= 400; epoch += 100)
    {
      cairo_t *cr;
      const ModelHistoryRow row = model_history_view_at (s.snapshot->history, epoch);

      s.portrait.playhead = epoch;
      cr = draw (&s);
      g_assert_cmpint (ink_at (cr, &s, row.weight, &s.theme.playhead), >, 30);
      plot_fixture_close (cr);
    }
  tear_down (&s);
}

static void
test_pick (void)
{
  static const double states[][2] = { { 0, 0 }, { 0.7, 0.3 }, { -0.05, 1 } };
  const double far[2] = { 40, 2 };
  double w[2], x, y;
  Scene s;

  set_up (&s, 2, 2, 0.3);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      plot_portrait_place (&s.portrait, &area, &s.theme, states[i], &x, &y);
      g_assert_true (plot_portrait_pick (&s.portrait, &area, &s.theme, x, y, w));
      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat_with_epsilon (w[m], states[i][m], 1e-12);
    }
  plot_portrait_place (&s.portrait, &area, &s.theme, far, &x, &y);
  g_assert_false (plot_portrait_pick (&s.portrait, &area, &s.theme, x, y, w));
  tear_down (&s);
}

/* What can be switched, picked or hovered changes the picture. */
static void
test_parts (void)
{
  g_autoptr (GPtrArray) orbits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) theory_orbit_free);
  const double start[2] = { 0.3, 0.6 }, corners[3][2] = { { 0, 0 }, { 1, 0 }, { 0.4, 0.8 } };
  Scene s;
  cairo_t *bare, *full;

  set_up (&s, 3, 2, 0.3);
  for (int i = 0; i < 2; i++)
    g_ptr_array_add (orbits, theory_orbit_new (&s.skeleton->plane, start, i == 1, 4, 0.01));
  bare = draw (&s);
  s.portrait.orbits = orbits;
  s.portrait.selected = 0;
  full = draw (&s);
  g_assert_cmpint (plot_fixture_difference (bare, full), >, 200);
  plot_fixture_close (full);
  s.portrait.orbits = NULL;
  s.portrait.hover[0] = s.portrait.hover[1] = 0.5;
  full = draw (&s);
  g_assert_cmpint (plot_fixture_difference (bare, full), >, 100);
  plot_fixture_close (full);
  s.portrait.hover[0] = NAN;
  s.portrait.lasso = corners;
  s.portrait.n_lasso = 3;
  full = draw (&s);
  g_assert_cmpint (plot_fixture_ink (full, &area), >, plot_fixture_ink (bare, &area) + 1000);
  plot_fixture_close (full);
  s.portrait.n_lasso = 0;
  s.portrait.hide_manifolds = s.portrait.hide_nullclines = TRUE;
  full = draw (&s);
  g_assert_cmpint (plot_fixture_ink (full, &area), <, plot_fixture_ink (bare, &area));
  plot_fixture_close (full);
  plot_fixture_close (bare);
  tear_down (&s);
}

/* A kick is drawn as a jump, not as a path: the way between has no line of the run's width. */
static void
test_kick (void)
{
  const ModelKick kick = { 390, { 0.2, 0.8 } };
  Scene s;
  cairo_t *before, *after;

  set_up (&s, 2, 2, 0);
  before = draw (&s);
  g_assert_true (model_trainer_kick (s.trainer, &kick, NULL, NULL));
  model_trainer_run (s.trainer, G_MAXINT64, NULL);
  model_snapshot_unref (s.snapshot);
  s.portrait.snapshot = s.snapshot = model_trainer_snapshot (s.trainer, 0);
  after = draw (&s);
  g_assert_cmpint (ink_at (before, &s, kick.weight, &s.theme.playhead), ==, 0);
  g_assert_cmpint (ink_at (after, &s, kick.weight, &s.theme.playhead), >, 5);
  plot_fixture_close (before);
  plot_fixture_close (after);
  tear_down (&s);
}

/* Singular data: a line of fixed points, in the colour of the solution, across the axes. */
static void
test_line (void)
{
  for (int sign = -1; sign <= 1; sign += 2)
    {
      const double *w;
      Scene s;
      cairo_t *cr;
      int seen = 0;

      set_up (&s, 2, 2, sign);
      s.portrait.snapshot = NULL;
      s.portrait.hide_nullclines = s.portrait.hide_manifolds = TRUE;
      cr = draw (&s);
      w = s.skeleton->points[THEORY_POINT_SOLUTION].w;
      /* W_A + rho W_B / 2 = const: along (1, -2 rho). */
      for (double t = -0.2; t <= 0.2; t += 0.1)
        {
          const double at[2] = { w[0] + t, w[1] - 2 * sign * t };
          const PlotColor color = { s.theme.solution.red * 0.55 + 0.45,
                                    s.theme.solution.green * 0.55 + 0.45,
                                    s.theme.solution.blue * 0.55 + 0.45, 1 };

          seen += ink_at (cr, &s, at, &color) > 0;
        }
      g_assert_cmpint (seen, >=, 3); /* the mark of M_* covers one or two */
      plot_fixture_close (cr);
      tear_down (&s);
    }
}

static void
test_every_depth (void)
{
  for (int depth = 2; depth <= 8; depth += 2)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        Scene s;
        cairo_t *cr;

        set_up (&s, depth, fusion, -0.6);
        cr = draw (&s);
        g_assert_cmpint (plot_fixture_ink (cr, &area), >, 2000);
        plot_fixture_close (cr);
        tear_down (&s);
      }
}

/* L = 2: ln (1 / u_B) / |s_B| = ln (1 / u_A) / |s_A|, so u_B = u_A^(s_B / s_A). */
/* The ways out of the saddles stay in the picture, unless they lead far away. */
static void
test_axes_cover_manifolds (void)
{
  for (int fusion = 2; fusion <= 4; fusion++)
    {
      Scene s;

      set_up (&s, 4, fusion, 0);
      for (guint i = 0; i < s.skeleton->manifolds->len; i++)
        {
          const TheoryManifold *manifold =
              &g_array_index (s.skeleton->manifolds, TheoryManifold, i);

          for (int k = 0; k < manifold->curve.n && !manifold->stable; k++)
            {
              g_assert_cmpfloat (manifold->curve.xy[k][0], <=, s.portrait.x.maximum);
              g_assert_cmpfloat (manifold->curve.xy[k][1], <=, s.portrait.y.maximum);
            }
        }
      tear_down (&s);
    }
  for (double rho = -0.999; rho < 1; rho += 1.998)
    {
      Scene s;

      set_up (&s, 2, 2, rho);
      /* M_A and M_B are at most (1 + 2 |rho|) away, and 16 % margin on top of 60 % twice. */
      g_assert_cmpfloat (s.portrait.x.maximum - s.portrait.x.minimum, <, 3 * (1 + 2) * 2.2 * 1.32);
      tear_down (&s);
    }
}

static void
test_first (void)
{
  PlotLearnedFirst first;
  double norm_b;
  cairo_t *cr;
  Scene s;

  set_up (&s, 2, 2, 0);
  plot_learned_first_init (&first, &s.skeleton->plane, 1e-8, FALSE);
  /* Uncorrelated, L = 2: u^2 = W, and logistic growth at 2 s_m from W_m(0) to half of 1 takes
   * ln (1 / W_m(0) - 1) / (2 s_m). */
  for (double u = 1e-9; u < 0.1; u *= 10)
    {
      g_assert_true (plot_learned_first_get_boundary (&first, u, &norm_b));
      g_assert_cmpfloat_with_epsilon (norm_b / sqrt (1 / (pow (1 / (u * u) - 1, 0.25) + 1)), 1,
                                      1e-3);
    }
  cr = plot_fixture_page (WIDTH, HEIGHT);
  plot_learned_first_draw (cr, &area, &first, &s.theme);
  g_assert_cmpint (plot_fixture_ink (cr, &area), >, 50000); /* two tinted regions */
  plot_fixture_close (cr);
  plot_learned_first_clear (&first);
  tear_down (&s);
}

static void
test_first_of_early_fusion (void)
{
  PlotLearnedFirst first;
  double norm_b;
  cairo_t *cr;
  Scene s;

  set_up (&s, 2, 1, 0);
  plot_learned_first_init (&first, &s.skeleton->plane, 1e-8, FALSE);
  g_assert_false (plot_learned_first_get_boundary (&first, 1e-8, &norm_b));
  cr = plot_fixture_page (WIDTH, HEIGHT);
  plot_learned_first_draw (cr, &area, &first, &s.theme);
  g_assert_cmpint (plot_fixture_ink (cr, &area), <, 20000);
  plot_fixture_close (cr);
  tear_down (&s);
}

/* Distance from a state that the run of a figure comes to. */
static double
get_nearest (const FigureData *data, double a, double b)
{
  g_autofree char *csv = figure_to_csv (data);
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  double least = INFINITY;

  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      if (g_strv_length (cells) == 5 && g_str_equal (cells[0], "run"))
        least = fmin (least, hypot (g_ascii_strtod (cells[3], NULL) - a,
                                    g_ascii_strtod (cells[4], NULL) - b));
    }
  return least;
}

/* Late: the trajectory passes M_A = (1, 0). Early: no saddles. */
static void
test_figures (void)
{
  g_autoptr (FigureData) early = figure_compute (figure_find ("2c", NULL), NULL, NULL);
  g_autoptr (FigureData) late = figure_compute (figure_find ("2d", NULL), NULL, NULL);
  g_autofree char *csv = figure_to_csv (early);

  /* Of 8192 samples the moments are right to about 1 %. */
  g_assert_cmpfloat (get_nearest (late, 1, 0), <, 0.03);
  g_assert_cmpfloat (get_nearest (late, 1, 1), <, 0.05);
  g_assert_cmpfloat (get_nearest (early, 1, 0), >, 0.2);
  g_assert_null (strstr (csv, "m_a,"));
  g_assert_null (strstr (csv, "m_star: theory"));
}

/* A run above its learning rate's limit wanders for as long as it lasts. Drawn as it is, its path
 * crosses itself so often that Cairo never ends: the test's own time limit is what would fail. */
static void
test_wandering (void)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  double x = 0.3;
  Scene s;

  set_up (&s, 2, 2, 0.3);
  for (int epoch = 0; epoch < 200000; epoch++)
    {
      ModelHistoryRow row = { epoch, x, { x, 1 - x * x } };

      model_history_append (history, &row);
      x = 3.9 * x * (1 - x); /* the logistic map, chaotic here */
    }
  model_history_view_unref (s.snapshot->history);
  s.snapshot->history = model_history_view (history);
  s.portrait.playhead = 100000;
  s.theme.pixel = 1;
  plot_fixture_close (draw (&s));
  tear_down (&s);
}

/* A point beside the axes has no mark and no name at their edge. */
static void
test_points_beside_axes (void)
{
  const double plane[2][2] = { { -0.1, 0.9 }, { -0.1, 0.6 } };
  StudyView view;
  Scene s;

  set_up (&s, 2, 2, 0);
  study_view_init (&view);
  memcpy (view.plane[STUDY_PLANE_PORTRAIT], plane, sizeof plane);
  s.portrait.hide_nullclines = s.portrait.hide_manifolds = TRUE; /* of A's colour, too */
  const PlotColor *a = &s.theme.modality_text[0], *star = &s.theme.solution;
  cairo_t *cr = draw (&s);
  g_assert_cmpint (plot_fixture_ink_of (cr, &area, a), >, 0);
  g_assert_cmpint (plot_fixture_ink_of (cr, &area, star), >, 0);
  plot_fixture_close (cr);
  plot_portrait_narrow (&s.portrait, &view);
  cr = draw (&s);
  g_assert_cmpint (plot_fixture_ink_of (cr, &area, a), ==, 0);
  g_assert_cmpint (plot_fixture_ink_of (cr, &area, star), ==, 0);
  plot_fixture_close (cr);
  tear_down (&s);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/plot/portrait/points", test_points);
  g_test_add_func ("/plot/portrait/playhead", test_playhead);
  g_test_add_func ("/plot/portrait/pick", test_pick);
  g_test_add_func ("/plot/portrait/parts", test_parts);
  g_test_add_func ("/plot/portrait/kick", test_kick);
  g_test_add_func ("/plot/portrait/wandering", test_wandering);
  g_test_add_func ("/plot/portrait/line-of-points", test_line);
  g_test_add_func ("/plot/portrait/every-depth", test_every_depth);
  g_test_add_func ("/plot/portrait/axes-cover-manifolds", test_axes_cover_manifolds);
  g_test_add_func ("/plot/portrait/figures", test_figures);
  g_test_add_func ("/plot/portrait/points-beside-axes", test_points_beside_axes);
  g_test_add_func ("/plot/first/boundary", test_first);
  g_test_add_func ("/plot/first/early-fusion", test_first_of_early_fusion);
  return g_test_run ();
}
