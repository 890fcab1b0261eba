/* Curves: decimation that nobody can see, and exports that stay small. */
#include "plot/draw/curve.h"
#include "plot_fixture.h"

#include <cairo-svg.h>
#include <math.h>

#define WIDTH 300
#define HEIGHT 200

static const PlotArea page = { 0, 0, WIDTH, HEIGHT };

static void
draw_on (cairo_t *cr,
         const ModelHistoryView *history,
         PlotChannel channel,
         double from,
         double to,
         double pixel)
{
  const double last =
      model_history_view_row (history, model_history_view_length (history) - 1)->epoch;
  const StudyAxis x = { 0, last, FALSE }, y = { -0.2, 1.2, FALSE };
  const PlotCurve curve = { history, channel, 1, from, to };
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_PRINT, 12);
  theme.pixel = pixel;
  const PlotPen pen = { theme.foreground, 2, { 0, 0 } };
  plot_curve_draw (cr, &page, &curve, &x, &y, &pen, &theme);
}

static cairo_t *
draw (const ModelHistoryView *history, PlotChannel channel, double from, double to, double pixel)
{
  cairo_t *cr = plot_fixture_page (WIDTH, HEIGHT);

  draw_on (cr, history, channel, from, to, pixel);
  return cr;
}

/* An oscillation from epoch to epoch, on a slow rise, with one spike of a single epoch. */
static ModelHistoryView *
noisy_history (int rows)
{
  g_autoptr (ModelHistory) history = model_history_new ();

  for (int i = 0; i < rows; i++)
    {
      const double t = (double) i / rows;
      const double value = i == rows / 3 ? 1 : 0.4 * t + (i % 2 ? 0.1 : 0);
      const ModelHistoryRow row = { i, value, { value, 0 } };
      model_history_append (history, &row);
    }
  return model_history_view (history);
}

static void
assert_same_picture (const ModelHistoryView *history)
{
  cairo_t *screen = draw (history, PLOT_CHANNEL_LOSS, -INFINITY, INFINITY, 1);
  cairo_t *exact = draw (history, PLOT_CHANNEL_LOSS, -INFINITY, INFINITY, 0);
  const int ink = plot_fixture_ink (exact, &page);

  g_assert_cmpint (ink, >, WIDTH);
  /* Within its column of pixels a spike may lean: one column of its height, of 5,500 pixels in all.
   */
  g_assert_cmpint (plot_fixture_difference (screen, exact), <=, ink / 60);
  plot_fixture_close (screen);
  plot_fixture_close (exact);
}

static void
test_decimation_smooth (void)
{
  ModelSnapshot *run = plot_fixture_run (20000);
  assert_same_picture (run->history);
  model_snapshot_unref (run);
}

static void
test_decimation_noisy (void)
{
  g_autoptr (ModelHistoryView) history = noisy_history (20000);
  assert_same_picture (history);
}

static void
test_few_rows (void)
{
  g_autoptr (ModelHistoryView) history = noisy_history (12);
  assert_same_picture (history);
}

/* A single epoch out of 20,000 still reaches its height on the screen. */
static void
test_spike_is_seen (void)
{
  g_autoptr (ModelHistoryView) history = noisy_history (20000);
  cairo_t *cr = draw (history, PLOT_CHANNEL_LOSS, -INFINITY, INFINITY, 1);
  const PlotArea near_top = { WIDTH / 3.0 - 3, HEIGHT * (1.2 - 0.98) / 1.4, 6, 10 };

  g_assert_cmpint (plot_fixture_ink (cr, &near_top), >, 5);
  plot_fixture_close (cr);
}

static void
test_part (void)
{
  ModelSnapshot *run = plot_fixture_run (1000);
  const PlotArea left = { 0, 0, 148, HEIGHT }, right = { 152, 0, WIDTH - 152, HEIGHT };

  for (int pixel = 0; pixel < 2; pixel++)
    {
      cairo_t *past = draw (run->history, PLOT_CHANNEL_WEIGHT_A, -INFINITY, 499.5, pixel);
      cairo_t *ahead = draw (run->history, PLOT_CHANNEL_WEIGHT_A, 499.5, INFINITY, pixel);
      g_assert_cmpint (plot_fixture_ink (past, &left), >, 100);
      g_assert_cmpint (plot_fixture_ink (past, &right), ==, 0);
      g_assert_cmpint (plot_fixture_ink (ahead, &left), ==, 0);
      g_assert_cmpint (plot_fixture_ink (ahead, &right), >, 100);
      plot_fixture_close (past);
      plot_fixture_close (ahead);
    }
  model_snapshot_unref (run);
}

static void
test_one_row (void)
{
  ModelSnapshot *run = plot_fixture_run (1);
  for (int pixel = 0; pixel < 2; pixel++)
    plot_fixture_close (draw (run->history, PLOT_CHANNEL_LOSS, -INFINITY, INFINITY, pixel));
  model_snapshot_unref (run);
}

/* Values at which Cairo's coordinates would overflow, and values that are none. */
static void
test_wild_values (void)
{
  static const double values[] = { 0.5, 1e300, -1e300, NAN, INFINITY, 0.5, -INFINITY, 0.5 };
  g_autoptr (ModelHistory) history = model_history_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const ModelHistoryRow row = { i, values[i], { 0, 0 } };
      model_history_append (history, &row);
    }
  g_autoptr (ModelHistoryView) view = model_history_view (history);
  for (int pixel = 0; pixel < 2; pixel++)
    {
      cairo_t *cr = draw (view, PLOT_CHANNEL_LOSS, -INFINITY, INFINITY, pixel);
      g_assert_cmpint (plot_fixture_ink (cr, &page), >, 20);
      plot_fixture_close (cr);
    }
}

static void
test_range (void)
{
  ModelSnapshot *run = plot_fixture_run (1000);
  PlotCurve curve = { run->history, PLOT_CHANNEL_LOSS, 0.5, -INFINITY, INFINITY };
  double least, greatest;

  plot_curve_range (&curve, &least, &greatest);
  /* The fixture's logistic steps start and end within exp (-12) of their levels. */
  g_assert_cmpfloat_with_epsilon (greatest, 2, 1e-4);
  g_assert_cmpfloat_with_epsilon (least, 0, 1e-4);
  curve.from = 450;
  curve.to = 460;
  plot_curve_range (&curve, &least, &greatest);
  g_assert_cmpfloat_with_epsilon (greatest, 0.4, 1e-3);
  curve.from = 2000;
  curve.to = 3000;
  plot_curve_range (&curve, &least, &greatest);
  g_assert_cmpfloat (least, >, greatest);
  model_snapshot_unref (run);
}

static cairo_status_t
count_cb (void *total, const unsigned char *bytes, unsigned int length)
{
  *(gsize *) total += length;
  return CAIRO_STATUS_SUCCESS;
}

/* Oscillating, so that every row is recorded: what is drawn depends on the pixels alone, and in
 * files on what can be told apart. */
static void
test_huge_is_bounded (void)
{
  static const double pixels[] = { 1, 0 }, columns[] = { WIDTH, WIDTH / 0.02 };
  g_autoptr (ModelHistoryView) history = noisy_history (1000000);

  for (gsize i = 0; i < G_N_ELEMENTS (pixels); i++)
    {
      gsize bytes = 0;
      cairo_surface_t *surface =
          cairo_svg_surface_create_for_stream (count_cb, &bytes, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (surface);

      draw_on (cr, history, PLOT_CHANNEL_LOSS, -INFINITY, INFINITY, pixels[i]);
      cairo_destroy (cr);
      cairo_surface_finish (surface);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
      /* First, least, greatest and last of a column, up to 25 characters a point, and the frame. */
      g_assert_cmpuint (bytes, <, columns[i] * 4 * 25 + 2000);
      g_assert_cmpuint (bytes, >, WIDTH * 2 * 10);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/curve/decimation-smooth", test_decimation_smooth);
  g_test_add_func ("/plot/curve/decimation-noisy", test_decimation_noisy);
  g_test_add_func ("/plot/curve/few-rows", test_few_rows);
  g_test_add_func ("/plot/curve/spike-is-seen", test_spike_is_seen);
  g_test_add_func ("/plot/curve/part", test_part);
  g_test_add_func ("/plot/curve/one-row", test_one_row);
  g_test_add_func ("/plot/curve/wild-values", test_wild_values);
  g_test_add_func ("/plot/curve/range", test_range);
  g_test_add_func ("/plot/curve/huge-is-bounded", test_huge_is_bounded);
  return g_test_run ();
}
