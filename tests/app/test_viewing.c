/* Zooming and panning: the place under the pointer stays, ends hold, the way back is the way here.
 */
#include "app/viewing.h"

#include <math.h>

static const PlotAxis whole = { 0, 1000, FALSE }, whole_log = { 1, 1000, TRUE };

/* Long after each other: each change is a step of its own. */
#define LATER(n) ((n) *G_GINT64_CONSTANT (10000000))

static void
count_cb (gpointer viewing, gpointer n)
{
  ++*(int *) n;
}

static PlotAxis
get_axis (AppViewing *viewing)
{
  PlotRun run;

  plot_run_init (&run);
  run.epochs = whole;
  app_viewing_apply (viewing, &run);
  return run.epochs;
}

static void
test_zoom (void)
{
  int n = 0;
  g_autoptr (AppViewing) viewing = app_viewing_new (count_cb, &n);
  PlotAxis shown;

  app_viewing_zoom (viewing, &whole, &whole, 0.25, 2, LATER (1));
  shown = get_axis (viewing);
  g_assert_cmpint (n, ==, 1);
  /* Exact: 250 stays at a quarter of 500 epochs. */
  g_assert_cmpfloat (shown.minimum, ==, 125);
  g_assert_cmpfloat (shown.maximum, ==, 625);
  /* Out again, further than all: all. */
  app_viewing_zoom (viewing, &shown, &whole, 0.25, 0.1, LATER (2));
  g_assert_false (app_viewing_is_zoomed (viewing));
  g_assert_cmpfloat (get_axis (viewing).maximum, ==, 1000);
}

static void
test_zoom_ends (void)
{
  int n = 0;
  g_autoptr (AppViewing) viewing = app_viewing_new (count_cb, &n);
  PlotAxis shown = whole;

  for (int i = 0; i < 200; i++)
    {
      app_viewing_zoom (viewing, &shown, &whole, 0.5, 1.25, LATER (i));
      shown = get_axis (viewing);
    }
  g_assert_cmpfloat (shown.maximum - shown.minimum, >=, 4);
  for (int i = 0; i < 100; i++) /* no more than are kept */
    app_viewing_back (viewing);
  g_assert_false (app_viewing_is_zoomed (viewing));
}

static void
test_log (void)
{
  int n = 0;
  g_autoptr (AppViewing) viewing = app_viewing_new (count_cb, &n);
  PlotAxis shown;

  app_viewing_set_time (viewing, PLOT_TIME_LOG);
  app_viewing_zoom (viewing, &whole_log, &whole_log, 0.5, 3, LATER (1));
  shown = get_axis (viewing);
  g_assert_true (shown.logarithmic);
  /* The middle third of three decades; rounding of pow() and log10(). */
  g_assert_cmpfloat_with_epsilon (shown.minimum, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (shown.maximum, 100, 1e-9);
}

static void
test_pan (void)
{
  int n = 0;
  g_autoptr (AppViewing) viewing = app_viewing_new (count_cb, &n);
  PlotAxis shown;

  app_viewing_pan (viewing, &whole, &whole, 0.5, LATER (1)); /* nowhere to go */
  g_assert_false (app_viewing_is_zoomed (viewing));
  app_viewing_zoom (viewing, &whole, &whole, 0, 4, LATER (2));
  shown = get_axis (viewing);
  app_viewing_pan (viewing, &shown, &whole, 0.5, LATER (3));
  shown = get_axis (viewing);
  g_assert_cmpfloat (shown.minimum, ==, 125);
  app_viewing_pan (viewing, &shown, &whole, 100, LATER (4));
  shown = get_axis (viewing);
  g_assert_cmpfloat (shown.minimum, ==, 750);
  g_assert_cmpfloat (shown.maximum, ==, 1000);
  app_viewing_back (viewing);
  g_assert_cmpfloat (get_axis (viewing).minimum, ==, 125);
  app_viewing_reset (viewing);
  g_assert_false (app_viewing_is_zoomed (viewing));
  app_viewing_back (viewing);
  g_assert_cmpfloat (get_axis (viewing).minimum, ==, 125);
}

/* Turns of a wheel are one step of the way back. */
static void
test_gesture (void)
{
  int n = 0;
  g_autoptr (AppViewing) viewing = app_viewing_new (count_cb, &n);
  PlotAxis shown = whole;

  for (int i = 0; i < 5; i++)
    {
      app_viewing_zoom (viewing, &shown, &whole, 0.5, 1.25, LATER (1) + i * 50000);
      shown = get_axis (viewing);
    }
  g_assert_true (app_viewing_is_zoomed (viewing));
  app_viewing_back (viewing);
  g_assert_false (app_viewing_is_zoomed (viewing));
}

/* A run that ends before the range is shown as a whole, and the range is kept for the next. */
static void
test_short_run (void)
{
  int n = 0;
  g_autoptr (AppViewing) viewing = app_viewing_new (count_cb, &n);
  PlotRun run;

  app_viewing_zoom (viewing, &whole, &whole, 1, 4, LATER (1));
  plot_run_init (&run);
  run.epochs = (PlotAxis){ 0, 300, FALSE };
  app_viewing_apply (viewing, &run);
  g_assert_cmpfloat (run.epochs.maximum, ==, 300);
  g_assert_cmpfloat (get_axis (viewing).minimum, ==, 750);
}

/* Of a plane whose axes show all as here: zooms or pans what is shown now. */
typedef struct
{
  AppViewing *viewing;
  PlotPlane plane;
  const PlotAxis *whole;
} Plane;

static void
get_plane (const Plane *self, PlotAxis shown[2])
{
  shown[0] = self->whole[0];
  shown[1] = self->whole[1];
  plot_view_narrow (app_viewing_look (self->viewing), self->plane, shown);
}

static void
zoom_plane (const Plane *self, double x, double y, double factor, gint64 now)
{
  const double at[2] = { x, y };
  PlotAxis shown[2];

  get_plane (self, shown);
  app_viewing_zoom_plane (self->viewing, self->plane, shown, self->whole, at, factor, now);
}

static void
pan_plane (const Plane *self, double right, double up, gint64 now)
{
  const double by[2] = { right, up };
  PlotAxis shown[2];

  get_plane (self, shown);
  app_viewing_pan_plane (self->viewing, self->plane, shown, self->whole, by, now);
}

static void
test_plane (void)
{
  const PlotAxis fitted[2] = { { -1, 3, FALSE }, { 0, 2, FALSE } };
  int n = 0;
  g_autoptr (AppViewing) viewing = app_viewing_new (count_cb, &n);
  const PlotView *view = app_viewing_look (viewing);
  const double (*range)[2] = view->plane[PLOT_PLANE_PORTRAIT];
  const Plane plane = { viewing, PLOT_PLANE_PORTRAIT, fitted };

  pan_plane (&plane, 100, -0.1, LATER (1));
  g_assert_false (plot_view_has_plane (view, PLOT_PLANE_PORTRAIT));
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
  app_viewing_back (viewing);
  g_assert_cmpfloat (range[0][0], ==, -0.25);
  app_viewing_back (viewing);
  g_assert_cmpfloat (range[0][0], ==, -0.5);
  app_viewing_reset (viewing);
  g_assert_false (plot_view_has_plane (view, PLOT_PLANE_PORTRAIT));
  app_viewing_back (viewing);
  g_assert_cmpfloat (range[0][0], ==, -0.5);
  zoom_plane (&plane, 0.25, 0.25, 0.1, LATER (9));
  g_assert_false (plot_view_has_plane (view, PLOT_PLANE_PORTRAIT));
  /* As close as numbers can tell, and no closer. */
  for (int i = 0; i < 200; i++)
    zoom_plane (&plane, 0.25, 0.25, 1.5, LATER (10 + i));
  g_assert_cmpfloat (range[0][1] - range[0][0], >=, 4e-4);
}

/* A map ends where it ends, and its logarithmic axis is one; other planes are left alone. */
static void
test_map (void)
{
  const PlotAxis axes[2] = { { -1, 1, FALSE }, { 0.25, 4, TRUE } };
  int n = 0;
  g_autoptr (AppViewing) viewing = app_viewing_new (count_cb, &n);
  const PlotView *view = app_viewing_look (viewing);
  const double (*range)[2] = view->plane[PLOT_PLANE_MAP];
  const Plane map = { viewing, PLOT_PLANE_MAP, axes };

  zoom_plane (&map, 0.75, 0.75, 4, LATER (1));
  g_assert_false (plot_view_has_plane (view, PLOT_PLANE_PORTRAIT));
  g_assert_false (plot_view_has_plane (view, PLOT_PLANE_REGIONS));
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
  g_assert_false (plot_view_has_plane (view, PLOT_PLANE_MAP));
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
