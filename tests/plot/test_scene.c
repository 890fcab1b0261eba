/* The scene: heights, levels, what hides what, and one projection for every renderer. */
#include "plot/space/scene_cairo.h"
#include "plot_fixture.h"

#include <math.h>
#include <string.h>

static const PlotArea page = { 10, 10, 780, 580 };

typedef struct
{
  ModelKey key;
  double value;
} Setting;

typedef struct
{
  PlotPortrait portrait;
  TheorySkeleton *skeleton;
  ModelSnapshot *run;
} Fixture;

static void
fixture_init (Fixture *self, const Setting *settings, int n)
{
  ModelExperiment experiment;
  TheoryNetwork network;
  TheoryPlane plane;

  model_experiment_init (&experiment);
  for (int i = 0; i < n; i++)
    g_assert_true (model_experiment_set (&experiment, settings[i].key, settings[i].value, NULL));
  g_autoptr (ModelMoments) moments = model_moments_compute_population (&experiment, NULL);
  g_assert_nonnull (moments);
  theory_network_from_experiment (&network, &experiment, 1e-3);
  theory_plane_init (&plane, moments, &network);
  self->skeleton = theory_skeleton_new (&plane, plot_portrait_bound (&plane));
  self->run = plot_fixture_run (500);
  plot_portrait_init (&self->portrait);
  self->portrait.skeleton = self->skeleton;
  self->portrait.snapshot = self->run;
  self->portrait.playhead = 200;
  plot_portrait_fit (&self->portrait);
}

static void
fixture_clear (Fixture *self)
{
  theory_skeleton_free (self->skeleton);
  model_snapshot_unref (self->run);
}

static PlotScene *
make_scene (const Setting *settings, int n)
{
  Fixture fixture;
  PlotScene *scene;

  fixture_init (&fixture, settings, n);
  scene = plot_scene_new (&fixture.portrait);
  /* Nothing is borrowed: what is used from here on must not be in it. */
  fixture_clear (&fixture);
  return scene;
}

static const PlotSceneVertex *
vertex (const PlotScene *scene, int i)
{
  return &g_array_index (scene->vertices, PlotSceneVertex, i);
}

static double
loss_at (const PlotScene *scene, const double p[3])
{
  const double w[2] = { study_axis_unmap (&scene->axis[0], (p[0] + 1) / 2),
                        study_axis_unmap (&scene->axis[1], (p[1] + 1) / 2) };

  return theory_plane_loss (&scene->plane, w) / scene->plane.loss_origin;
}

static double
height_to_loss (const PlotScene *scene, double z)
{
  return study_axis_unmap (&scene->axis[2], (z / PLOT_SCENE_HALF_HEIGHT + 1) / 2);
}

/* Straight down, W_B grows to the right at azimuth 0, and heights do not matter. */
static void
test_straight_down (void)
{
  const PlotSceneCamera camera = { 0, 90, 1, TRUE };
  PlotSceneProjection projection;
  double middle[2], right[2], down[2], high[2];
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  plot_scene_projection_init (&projection, &camera, &page, &theme);
  plot_scene_projection_place (&projection, (double[3]){ 0, 0, 0 }, middle);
  plot_scene_projection_place (&projection, (double[3]){ 0, 1, 0 }, right);
  plot_scene_projection_place (&projection, (double[3]){ 1, 0, 0 }, down);
  plot_scene_projection_place (&projection, (double[3]){ 0, 1, 0.5 }, high);
  /* Rounding of sines and cosines, in pixels. */
  g_assert_cmpfloat_with_epsilon (middle[0], page.x + page.width / 2, 1e-9);
  g_assert_cmpfloat (right[0], >, middle[0] + 100);
  g_assert_cmpfloat_with_epsilon (right[1], middle[1], 1e-9);
  g_assert_cmpfloat_with_epsilon (down[1] - middle[1], right[0] - middle[0], 1e-9);
  g_assert_cmpfloat_with_epsilon (high[0], right[0], 1e-9);
}

/* What is nearer looks larger, and turning by 360 degrees changes nothing. */
static void
test_camera (void)
{
  PlotSceneCamera camera = { 30, 20, 1, FALSE };
  PlotSceneProjection projection;
  double near[2][2], far[2][2];
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  plot_scene_projection_init (&projection, &(PlotSceneCamera){ 0, 20, 1, FALSE }, &page, &theme);
  for (int i = 0; i < 2; i++)
    {
      plot_scene_projection_place (&projection, (double[3]){ 1, 2 * i - 1, 0 }, near[i]);
      plot_scene_projection_place (&projection, (double[3]){ -1, 2 * i - 1, 0 }, far[i]);
    }
  g_assert_cmpfloat (near[1][0] - near[0][0], >, 1.1 * (far[1][0] - far[0][0]));
  plot_scene_camera_turn (&camera, 360, 1000);
  g_assert_cmpfloat_with_epsilon (camera.azimuth, 30, 1e-12); /* rounding */
  g_assert_cmpfloat (camera.elevation, ==, 90);
  plot_scene_camera_turn (&camera, 0, -1000);
  g_assert_cmpfloat (camera.elevation, ==, PLOT_SCENE_LEAST_ELEVATION);
  plot_scene_camera_zoom (&camera, 1e9);
  g_assert_cmpfloat (camera.zoom, ==, PLOT_SCENE_GREATEST_ZOOM);
  plot_scene_camera_zoom (&camera, 0);
  g_assert_cmpfloat (camera.zoom, ==, PLOT_SCENE_LEAST_ZOOM);
}

/* The place on the page that GL's clip coordinates mean. */
static void
apply_matrix (const float m[16], const PlotArea *window, const double p[3], double xy[2])
{
  float clip[4];

  for (int i = 0; i < 4; i++)
    clip[i] = m[i] * (float) p[0] + m[4 + i] * (float) p[1] + m[8 + i] * (float) p[2] + m[12 + i];
  xy[0] = window->x + window->width * (clip[0] / clip[3] + 1) / 2;
  xy[1] = window->y + window->height * (1 - clip[1] / clip[3]) / 2;
}

static void
test_matrix_is_the_projection (void)
{
  const PlotArea window = { 0, 0, 800, 600 };
  g_autoptr (PlotScene) scene = make_scene (&(Setting){ MODEL_RHO, 0.5 }, 1);
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  for (int view = 0; view < 40; view++)
    {
      const PlotSceneCamera camera = { 37.0 * view, 4 + 2.1 * view, 0.5 + 0.1 * view, view & 1 };
      PlotSceneProjection projection;
      float matrix[16];

      plot_scene_projection_init (&projection, &camera, &page, &theme);
      plot_scene_projection_get_matrix (&projection, &window, matrix);
      for (guint i = 0; i < scene->vertices->len; i++)
        {
          double gl[2], cairo[2];

          apply_matrix (matrix, &window, vertex (scene, i)->position, gl);
          plot_scene_projection_place (&projection, vertex (scene, i)->position, cairo);
          /* Single precision over 800 pixels, zoomed 4.4 times. */
          g_assert_cmpfloat_with_epsilon (gl[0], cairo[0], 0.005);
          g_assert_cmpfloat_with_epsilon (gl[1], cairo[1], 0.005);
        }
    }
}

static void
test_heights_are_losses (void)
{
  g_autoptr (PlotScene) scene = make_scene (&(Setting){ MODEL_RHO, 0.3 }, 1);
  const int grid = (PLOT_SCENE_CELLS + 1) * (PLOT_SCENE_CELLS + 1);

  g_assert_cmpint ((int) scene->vertices->len, >=, grid);
  for (int i = 0; i < grid; i++)
    {
      const double *p = vertex (scene, i)->position, *n = vertex (scene, i)->normal;
      const double loss = loss_at (scene, p);

      /* Rounding of two linear maps. */
      g_assert_cmpfloat_with_epsilon (height_to_loss (scene, p[2]), loss, 1e-12);
      g_assert_cmpfloat_with_epsilon (n[0] * n[0] + n[1] * n[1] + n[2] * n[2], 1, 1e-12);
    }
  /* Saddles and solution at theory's losses, with rho 0.3, variances 4 and 1, weights 1 and 1:
   * loss_origin 3.1, L(M_A) = 0.455, both over two. */
  g_assert_true (scene->points[THEORY_POINT_A].exists);
  g_assert_cmpfloat_with_epsilon (height_to_loss (scene, scene->points[THEORY_POINT_A].position[2]),
                                  0.455 / 3.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (
      height_to_loss (scene, scene->points[THEORY_POINT_SOLUTION].position[2]), 0, 1e-12);
}

/* The normal against differences of neighbouring heights. */
static void
test_normals (void)
{
  g_autoptr (PlotScene) scene = make_scene (&(Setting){ MODEL_RHO, 0.3 }, 1);
  const int row = PLOT_SCENE_CELLS + 1;

  for (int j = 1; j < PLOT_SCENE_CELLS; j++)
    for (int i = 1; i < PLOT_SCENE_CELLS; i++)
      {
        const int k = j * row + i;
        const double *n = vertex (scene, k)->normal;
        const double along_x =
            vertex (scene, k + 1)->position[2] - vertex (scene, k - 1)->position[2];
        const double along_y =
            vertex (scene, k + row)->position[2] - vertex (scene, k - row)->position[2];

        /* Central differences of a quadratic are exact. */
        g_assert_cmpfloat_with_epsilon (-n[0] / n[2], along_x * PLOT_SCENE_CELLS / 4, 1e-9);
        g_assert_cmpfloat_with_epsilon (-n[1] / n[2], along_y * PLOT_SCENE_CELLS / 4, 1e-9);
      }
}

static void
test_levels (void)
{
  g_autoptr (PlotScene) scene = make_scene (&(Setting){ MODEL_RHO, 0.3 }, 1);
  const GArray *line = scene->lines[PLOT_SCENE_LEVEL_A];
  const double *saddle = scene->points[THEORY_POINT_A].position;
  double nearest = INFINITY;
  int breaks = 0;

  g_assert_cmpint (line->len, >, PLOT_SCENE_CELLS);
  for (guint i = 0; i < line->len; i++)
    {
      const PlotSceneSegment *s = &g_array_index (line, PlotSceneSegment, i);

      g_assert_cmpfloat_with_epsilon (height_to_loss (scene, s->from[2]), 0.455 / 3.1, 1e-12);
      /* Between two vertices the loss bends by its curvature times a cell squared over 8. */
      g_assert_cmpfloat_with_epsilon (loss_at (scene, s->from), 0.455 / 3.1, 5e-4);
      nearest = fmin (nearest, hypot (s->from[0] - saddle[0], s->from[1] - saddle[1]));
      breaks += i > 0 && memcmp (s[-1].to, s->from, sizeof s->from) != 0;
    }
  g_assert_cmpfloat (nearest, <=, 2.0 / PLOT_SCENE_CELLS); /* it passes through the saddle's cell */
  g_assert_cmpint (breaks, <=, 3); /* a line in few pieces, not cell by cell */
}

/* At rho = -0.9 losses reach five times the first one: cut off level, along a line. */
static void
test_steep_walls_are_cut_off (void)
{
  g_autoptr (PlotScene) scene = make_scene (&(Setting){ MODEL_RHO, -0.9 }, 1);
  int at_the_cut = 0;

  g_assert_cmpint (scene->faces->len, <, PLOT_SCENE_CELLS * PLOT_SCENE_CELLS);
  for (guint i = 0; i < scene->indices->len; i++)
    {
      const double z = vertex (scene, g_array_index (scene->indices, int, i))->position[2];

      g_assert_cmpfloat (z, <=, PLOT_SCENE_HALF_HEIGHT);
      at_the_cut += z == PLOT_SCENE_HALF_HEIGHT;
    }
  g_assert_cmpint (at_the_cut, >, PLOT_SCENE_CELLS);
  for (int line = 0; line < PLOT_SCENE_N_LINES; line++)
    for (guint i = 0; i < scene->lines[line]->len; i++)
      /* Rounding of heights. */
      g_assert_cmpfloat (g_array_index (scene->lines[line], PlotSceneSegment, i).to[2], <=,
                         PLOT_SCENE_HALF_HEIGHT + 1e-8);
}

static void
test_faces_turn_one_way (void)
{
  g_autoptr (PlotScene) scene = make_scene (&(Setting){ MODEL_RHO, -0.9 }, 1);

  for (guint i = 0; i < scene->faces->len; i++)
    {
      const PlotSceneFace *face = &g_array_index (scene->faces, PlotSceneFace, i);
      const int *corners = &g_array_index (scene->indices, int, face->first);
      double area = 0;

      for (int k = 0; k < face->n; k++)
        {
          const double *here = vertex (scene, corners[k])->position;
          const double *next = vertex (scene, corners[(k + 1) % face->n])->position;
          area += here[0] * next[1] - here[1] * next[0];
        }
      g_assert_cmpfloat (area, >=, 0);
    }
}

/* The naive twin of plot_scene_is_hidden(): walks along the sight; the margin tells how near it
 * comes to the surface where it does not pass. */
static gboolean
walk (const PlotScene *scene, const double p[3], const double sight[3], double *margin)
{
  *margin = INFINITY;
  for (double t = 0.02; t < 4; t += 0.002)
    {
      const double q[3] = { p[0] + t * sight[0], p[1] + t * sight[1], p[2] + t * sight[2] };
      double gap;

      if (q[2] > PLOT_SCENE_HALF_HEIGHT || fabs (q[0]) > 1 || fabs (q[1]) > 1)
        return FALSE;
      gap = height_to_loss (scene, q[2]) - loss_at (scene, q);
      *margin = fmin (*margin, fabs (gap));
      if (gap < 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_hidden (void)
{
  g_autoptr (PlotScene) scene = make_scene (&(Setting){ MODEL_RHO, 0.5 }, 1);
  int n_hidden = 0, n_seen = 0, wrong = 0;
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  for (int view = 0; view < 24; view++)
    {
      PlotSceneProjection projection;

      scene->camera = (PlotSceneCamera){ 15.0 * view + 7, 5 + 3 * view, 1, view & 1 };
      plot_scene_projection_init (&projection, &scene->camera, &page, &theme);
      for (guint i = 0; i < scene->vertices->len; i += 37)
        {
          const double *p = vertex (scene, i)->position;
          double sight[3], margin;

          if (p[2] > PLOT_SCENE_HALF_HEIGHT || fabs (p[0]) > 0.95 || fabs (p[1]) > 0.95)
            continue;
          plot_scene_projection_get_sight (&projection, p, sight);
          const gboolean walked = walk (scene, p, sight, &margin);
          const gboolean hidden = plot_scene_is_hidden (scene, &projection, p);
          n_hidden += hidden;
          n_seen += !hidden;
          wrong += walked != hidden && margin > 0.002; /* grazing sights fall between two steps */
        }
    }
  g_assert_cmpint (n_hidden, >, 100);
  g_assert_cmpint (n_seen, >, 100);
  /* A step over the box's edge may hide or show one point in a hundred. */
  g_assert_cmpint (wrong, <=, (n_hidden + n_seen) / 100);
}

static gboolean
is_finite (const double p[3])
{
  return isfinite (p[0]) && isfinite (p[1]) && isfinite (p[2]);
}

static void
assert_finite (const PlotScene *scene)
{
  for (guint i = 0; i < scene->vertices->len; i++)
    {
      g_assert_true (is_finite (vertex (scene, i)->position));
      g_assert_true (is_finite (vertex (scene, i)->normal));
    }
  for (int line = 0; line < PLOT_SCENE_N_LINES; line++)
    for (guint i = 0; i < scene->lines[line]->len; i++)
      {
        const PlotSceneSegment *s = &g_array_index (scene->lines[line], PlotSceneSegment, i);
        g_assert_true (is_finite (s->from) && is_finite (s->to));
      }
}

static void
assert_drawn (const PlotScene *scene, PlotStyle style)
{
  cairo_t *cr = plot_fixture_page (800, 600);
  PlotTheme theme;

  plot_theme_init (&theme, style, 12);
  plot_scene_draw (cr, &page, scene, &theme);
  g_assert_cmpint (plot_fixture_ink (cr, &page), >, 1000);
  g_assert_cmpint (plot_fixture_ink_outside (cr, &page), ==, 0);
  plot_fixture_close (cr);
}

static void
test_every_setting_is_finite (void)
{
  static const Setting settings[][3] = {
    { { MODEL_RHO, 1 } },
    { { MODEL_RHO, -1 } },
    { { MODEL_RHO, -1 }, { MODEL_SIGMA_A, 1 }, { MODEL_SIGMA_B, 1 } }, /* nothing to learn */
    { { MODEL_FUSION, 1 } },
    { { MODEL_DEPTH, 4 }, { MODEL_FUSION, 3 }, { MODEL_RHO, 0.7 } },
    { { MODEL_W_A, 1000 }, { MODEL_W_B, -1000 } },
    { { MODEL_W_A, 0 }, { MODEL_W_B, 0 } },
    { { MODEL_SIGMA_B, 0 } },
    { { MODEL_W_A, -1 }, { MODEL_RHO, 0.9 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (PlotScene) scene = make_scene (settings[i], 3);

      assert_finite (scene);
      g_assert_cmpint (scene->faces->len, >, 0);
      for (int style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_PRINT; style++)
        assert_drawn (scene, style);
    }
}

/* Axes so long that losses overflow: nothing is left of the surface but what is finite. */
static void
test_huge_axes (void)
{
  Fixture fixture;

  fixture_init (&fixture, NULL, 0);
  fixture.portrait.x = (StudyAxis){ -1e200, 1e200, FALSE };
  fixture.portrait.y = (StudyAxis){ -1e-200, 1e-200, FALSE };
  g_autoptr (PlotScene) scene = plot_scene_new (&fixture.portrait);
  assert_finite (scene);
  assert_drawn (scene, PLOT_STYLE_LIGHT);
  fixture_clear (&fixture);
}

/* No saddles with early fusion: neither marks nor their levels. */
static void
test_early_fusion_has_no_saddles (void)
{
  g_autoptr (PlotScene) scene = make_scene (&(Setting){ MODEL_FUSION, 1 }, 1);

  g_assert_false (scene->points[THEORY_POINT_A].exists);
  g_assert_cmpint (scene->lines[PLOT_SCENE_LEVEL_A]->len, ==, 0);
  g_assert_cmpint (scene->lines[PLOT_SCENE_LEVEL]->len, >, 0);
}

/* Near, far and from everywhere: nothing outside the area. */
static void
test_stays_in_its_area (void)
{
  g_autoptr (PlotScene) scene = make_scene (NULL, 0);

  for (int view = 0; view < 12; view++)
    {
      scene->camera = (PlotSceneCamera){ 30.0 * view, 4 + 7.8 * view, view % 4 + 0.5, FALSE };
      assert_drawn (scene, PLOT_STYLE_LIGHT);
    }
}

static void
test_box_alone (void)
{
  PlotPortrait portrait;

  plot_portrait_init (&portrait);
  g_autoptr (PlotScene) scene = plot_scene_new (&portrait);
  g_assert_false (scene->has_surface);
  g_assert_cmpint (scene->faces->len, ==, 0);
  assert_drawn (scene, PLOT_STYLE_LIGHT);
}

static int
count_ink (cairo_t *cr, const double at[2], double radius, const PlotColor *color)
{
  const PlotArea spot = { at[0] - radius, at[1] - radius, 2 * radius, 2 * radius };
  return plot_fixture_ink_of (cr, &spot, color);
}

/* Marks and run are where the projection says. */
static void
test_marks_are_where_they_should (void)
{
  g_autoptr (PlotScene) scene = make_scene (NULL, 0);
  PlotSceneProjection projection;
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  for (int turn = -20; turn <= 20; turn += 10)
    {
      cairo_t *cr = plot_fixture_page (800, 600);
      double at[2];

      scene->camera.azimuth = 17 + turn;
      plot_scene_draw (cr, &page, scene, &theme);
      plot_scene_projection_init (&projection, &scene->camera, &page, &theme);
      plot_scene_projection_place (&projection, scene->points[THEORY_POINT_SOLUTION].position, at);
      g_assert_cmpint (count_ink (cr, at, 3, &theme.solution), ==, 36);
      /* Half way from M_0 to M_A, on the path. */
      const double w[2] = { 0.5, 0 };
      double p[3];
      g_assert_true (plot_scene_place (scene, w, p));
      plot_scene_projection_place (&projection, p, at);
      g_assert_cmpint (count_ink (cr, at, 3, &theme.playhead), >, 5);
      plot_fixture_close (cr);
    }
}

/* The path goes on from M_0 to the playhead, and from there, pale, to M_*. */
static void
test_path_is_split_at_the_playhead (void)
{
  g_autoptr (PlotScene) scene = make_scene (NULL, 0);
  const GArray *past = scene->lines[PLOT_SCENE_PAST], *ahead = scene->lines[PLOT_SCENE_AHEAD];
  const PlotSceneSegment *last = &g_array_index (past, PlotSceneSegment, past->len - 1);
  const PlotSceneSegment *first = &g_array_index (ahead, PlotSceneSegment, 0);

  g_assert_true (scene->now.exists);
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (last->to[i], scene->now.position[i], 1e-9); /* rounding */
      g_assert_cmpfloat_with_epsilon (first->from[i], scene->now.position[i], 1e-9);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/scene/straight-down", test_straight_down);
  g_test_add_func ("/plot/scene/camera", test_camera);
  g_test_add_func ("/plot/scene/matrix-is-the-projection", test_matrix_is_the_projection);
  g_test_add_func ("/plot/scene/heights-are-losses", test_heights_are_losses);
  g_test_add_func ("/plot/scene/normals", test_normals);
  g_test_add_func ("/plot/scene/levels", test_levels);
  g_test_add_func ("/plot/scene/steep-walls-are-cut-off", test_steep_walls_are_cut_off);
  g_test_add_func ("/plot/scene/faces-turn-one-way", test_faces_turn_one_way);
  g_test_add_func ("/plot/scene/hidden", test_hidden);
  g_test_add_func ("/plot/scene/every-setting-is-finite", test_every_setting_is_finite);
  g_test_add_func ("/plot/scene/huge-axes", test_huge_axes);
  g_test_add_func ("/plot/scene/early-fusion-has-no-saddles", test_early_fusion_has_no_saddles);
  g_test_add_func ("/plot/scene/stays-in-its-area", test_stays_in_its_area);
  g_test_add_func ("/plot/scene/box-alone", test_box_alone);
  g_test_add_func ("/plot/scene/marks", test_marks_are_where_they_should);
  g_test_add_func ("/plot/scene/playhead", test_path_is_split_at_the_playhead);
  return g_test_run ();
}
