/* Zooming and panning: the place under the pointer stays, ends hold, the way back is the way here.
 */
#include "app/base/clock.h"
#include "app/session/view_history.h"

#include <math.h>

static const StudyAxis whole = { 0, 1000, FALSE }, whole_log = { 1, 1000, TRUE };

/* Long after each other: each change is a step of its own. */
#define LATER(n) ((1 + (n)) * G_GINT64_CONSTANT (10000000))

static void
count_cb (gpointer view_history, gpointer n)
{
  ++*(int *) n;
}

static StudyAxis
get_axis (AppViewHistory *view_history)
{
  StudyRun run;
  StudyView view;

  study_run_init (&run);
  run.epochs = whole;
  app_view_history_look_at (view_history, &whole, &view);
  study_view_apply (&view, &run);
  return run.epochs;
}

static void
test_zoom (void)
{
  int n = 0;
  g_autoptr (AppViewHistory) view_history = app_view_history_new (count_cb, &n);
  StudyAxis shown;

  app_clock_set (LATER (1));
  app_view_history_zoom (view_history, &whole, &whole, 0.25, 2);
  shown = get_axis (view_history);
  g_assert_cmpint (n, ==, 1);
  /* Exact: 250 stays at a quarter of 500 epochs. */
  g_assert_cmpfloat (shown.minimum, ==, 125);
  g_assert_cmpfloat (shown.maximum, ==, 625);
  /* Out again, further than all: all. */
  app_clock_set (LATER (2));
  app_view_history_zoom (view_history, &shown, &whole, 0.25, 0.1);
  g_assert_false (app_view_history_is_zoomed (view_history));
  g_assert_cmpfloat (get_axis (view_history).maximum, ==, 1000);
}

static void
test_zoom_ends (void)
{
  int n = 0;
  g_autoptr (AppViewHistory) view_history = app_view_history_new (count_cb, &n);
  StudyAxis shown = whole;

  for (int i = 0; i < 200; i++)
    {
      app_clock_set (LATER (i));
      app_view_history_zoom (view_history, &shown, &whole, 0.5, 1.25);
      shown = get_axis (view_history);
    }
  g_assert_cmpfloat (shown.maximum - shown.minimum, >=, 4);
  for (int i = 0; i < 100; i++) /* no more than are kept */
    app_view_history_back (view_history);
  g_assert_false (app_view_history_is_zoomed (view_history));
}

static void
test_log (void)
{
  int n = 0;
  g_autoptr (AppViewHistory) view_history = app_view_history_new (count_cb, &n);
  StudyAxis shown;

  app_view_history_set_time (view_history, STUDY_TIME_LOG);
  app_clock_set (LATER (1));
  app_view_history_zoom (view_history, &whole_log, &whole_log, 0.5, 3);
  shown = get_axis (view_history);
  g_assert_true (shown.logarithmic);
  /* The middle third of three decades; rounding of pow() and log10(). */
  g_assert_cmpfloat_with_epsilon (shown.minimum, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (shown.maximum, 100, 1e-9);
}

static void
test_pan (void)
{
  int n = 0;
  g_autoptr (AppViewHistory) view_history = app_view_history_new (count_cb, &n);
  StudyAxis shown;

  app_clock_set (LATER (1));
  app_view_history_pan (view_history, &whole, &whole, 0.5); /* nowhere to go */
  g_assert_false (app_view_history_is_zoomed (view_history));
  app_clock_set (LATER (2));
  app_view_history_zoom (view_history, &whole, &whole, 0, 4);
  shown = get_axis (view_history);
  app_clock_set (LATER (3));
  app_view_history_pan (view_history, &shown, &whole, 0.5);
  shown = get_axis (view_history);
  g_assert_cmpfloat (shown.minimum, ==, 125);
  app_clock_set (LATER (4));
  app_view_history_pan (view_history, &shown, &whole, 100);
  shown = get_axis (view_history);
  g_assert_cmpfloat (shown.minimum, ==, 750);
  g_assert_cmpfloat (shown.maximum, ==, 1000);
  app_view_history_back (view_history);
  g_assert_cmpfloat (get_axis (view_history).minimum, ==, 125);
  app_view_history_reset (view_history);
  g_assert_false (app_view_history_is_zoomed (view_history));
  app_view_history_back (view_history);
  g_assert_cmpfloat (get_axis (view_history).minimum, ==, 125);
}

/* Turns of a wheel are one step of the way back. */
static void
test_gesture (void)
{
  int n = 0;
  g_autoptr (AppViewHistory) view_history = app_view_history_new (count_cb, &n);
  StudyAxis shown = whole;

  for (int i = 0; i < 5; i++)
    {
      app_clock_set (LATER (1) + i * 50000);
      app_view_history_zoom (view_history, &shown, &whole, 0.5, 1.25);
      shown = get_axis (view_history);
    }
  g_assert_true (app_view_history_is_zoomed (view_history));
  app_view_history_back (view_history);
  g_assert_false (app_view_history_is_zoomed (view_history));
}

/* A run that ends before the range is shown as a whole, and the range is kept for the next. */
static void
test_short_run (void)
{
  int n = 0;
  g_autoptr (AppViewHistory) view_history = app_view_history_new (count_cb, &n);
  const StudyAxis shorter = { 0, 300, FALSE };
  StudyView view;

  app_clock_set (LATER (1));
  app_view_history_zoom (view_history, &whole, &whole, 1, 4);
  app_view_history_look_at (view_history, &shorter, &view);
  g_assert_false (view.from < view.to);
  g_assert_cmpfloat (get_axis (view_history).minimum, ==, 750);
}

/* Of a plane whose axes show all as here: zooms or pans what is shown now. */
typedef struct
{
  AppViewHistory *view_history;
  StudyPlane plane;
  const StudyAxis *whole;
} Plane;

static void
get_plane (const Plane *self, StudyAxis shown[2])
{
  shown[0] = self->whole[0];
  shown[1] = self->whole[1];
  study_view_narrow (app_view_history_get_view_shown (self->view_history), self->plane, shown);
}

static void
zoom_plane (const Plane *self, double x, double y, double factor, gint64 now)
{
  const double at[2] = { x, y };
  StudyAxis shown[2];

  app_clock_set (now);
  get_plane (self, shown);
  app_view_history_zoom_plane (self->view_history, self->plane, shown, self->whole, at, factor);
}

static void
pan_plane (const Plane *self, double right, double up, gint64 now)
{
  const double by[2] = { right, up };
  StudyAxis shown[2];

  app_clock_set (now);
  get_plane (self, shown);
  app_view_history_pan_plane (self->view_history, self->plane, shown, self->whole, by);
}

static void
test_plane (void)
{
  const StudyAxis fitted[2] = { { -1, 3, FALSE }, { 0, 2, FALSE } };
  int n = 0;
  g_autoptr (AppViewHistory) view_history = app_view_history_new (count_cb, &n);
  const StudyView *view = app_view_history_get_view_shown (view_history);
  const double (*range)[2] = view->plane[STUDY_PLANE_PORTRAIT];
  const Plane plane = { view_history, STUDY_PLANE_PORTRAIT, fitted };

  pan_plane (&plane, 100, -0.1, LATER (1));
  g_assert_false (study_view_has_plane (view, STUDY_PLANE_PORTRAIT));
  zoom_plane (&plane, 0.25, 0.25, 2, LATER (2));
  /* What is a quarter of the way stays there, on either axis. */
  g_assert_cmpfloat (range[0][0], ==, -0.5);
  g_assert_cmpfloat (range[0][1], ==, 1.5);
  g_assert_cmpfloat (range[1][0], ==, 0.25);
  g_assert_cmpfloat (range[1][1], ==, 1.25);
  zoom_plane (&plane, 0.25, 0.25, 2, LATER (3));
  /* Not beyond what there is; rounding. */
  pan_plane (&plane, 100, -0.2, LATER (4));
  g_assert_cmpfloat_with_epsilon (range[0][1], 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (range[1][0], 0.275, 1e-12);
  app_view_history_back (view_history);
  g_assert_cmpfloat (range[0][0], ==, -0.25);
  app_view_history_back (view_history);
  g_assert_cmpfloat (range[0][0], ==, -0.5);
  app_view_history_reset (view_history);
  g_assert_false (study_view_has_plane (view, STUDY_PLANE_PORTRAIT));
  app_view_history_back (view_history);
  g_assert_cmpfloat (range[0][0], ==, -0.5);
  zoom_plane (&plane, 0.25, 0.25, 0.1, LATER (9));
  g_assert_false (study_view_has_plane (view, STUDY_PLANE_PORTRAIT));
  /* As close as numbers can tell, and no closer. */
  for (int i = 0; i < 200; i++)
    zoom_plane (&plane, 0.25, 0.25, 1.5, LATER (10 + i));
  g_assert_cmpfloat (range[0][1] - range[0][0], >=, 4e-4);
}

/* A map ends where it ends, and its logarithmic axis is one; other planes are left alone. */
static void
test_map (void)
{
  const StudyAxis axes[2] = { { -1, 1, FALSE }, { 0.25, 4, TRUE } };
  int n = 0;
  g_autoptr (AppViewHistory) view_history = app_view_history_new (count_cb, &n);
  const StudyView *view = app_view_history_get_view_shown (view_history);
  const double (*range)[2] = view->plane[STUDY_PLANE_MAP];
  const Plane map = { view_history, STUDY_PLANE_MAP, axes };

  zoom_plane (&map, 0.75, 0.75, 4, LATER (1));
  g_assert_false (study_view_has_plane (view, STUDY_PLANE_PORTRAIT));
  g_assert_false (study_view_has_plane (view, STUDY_PLANE_REGIONS));
  /* From 9/16 to 13/16 of four octaves, a quarter of all: rounding of powers. */
  g_assert_cmpfloat_with_epsilon (range[0][0], 0.125, 1e-12);
  g_assert_cmpfloat_with_epsilon (range[1][0], exp2 (0.25), 1e-12);
  g_assert_cmpfloat_with_epsilon (range[1][1], exp2 (1.25), 1e-12);
  pan_plane (&map, 0.5, 0, LATER (2));
  g_assert_cmpfloat_with_epsilon (range[0][0], 0.375, 1e-12);
  g_assert_cmpfloat_with_epsilon (range[1][1], exp2 (1.25), 1e-12);
  pan_plane (&map, 10, 10, LATER (3));
  g_assert_cmpfloat_with_epsilon (range[0][1], 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (range[1][1], 4, 1e-12);
  n = 0;
  pan_plane (&map, 1, 1, LATER (4)); /* there is no more */
  g_assert_cmpint (n, ==, 0);
  /* Out from the corner: what would be beyond is on the other side. */
  zoom_plane (&map, 0, 0, 0.5, LATER (5));
  g_assert_cmpfloat_with_epsilon (range[0][0], 0, 1e-12);
  g_assert_cmpfloat (range[0][1], <=, 1);
  g_assert_cmpfloat (range[1][1], <=, 4);
  zoom_plane (&map, 0, 0, 0.5, LATER (6));
  g_assert_false (study_view_has_plane (view, STUDY_PLANE_MAP));
  for (int i = 0; i < 100; i++)
    zoom_plane (&map, 0.5, 0.5, 1.5, LATER (10 + i));
  g_assert_cmpfloat (range[0][1] - range[0][0], >=, 0.04); /* points are told to a hundredth */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/viewing/zoom", test_zoom);
  g_test_add_func ("/app/viewing/zoom-ends", test_zoom_ends);
  g_test_add_func ("/app/viewing/log", test_log);
  g_test_add_func ("/app/viewing/pan", test_pan);
  g_test_add_func ("/app/viewing/gesture", test_gesture);
  g_test_add_func ("/app/viewing/short-run", test_short_run);
  g_test_add_func ("/app/viewing/plane", test_plane);
  g_test_add_func ("/app/viewing/map", test_map);
  return g_test_run ();
}
