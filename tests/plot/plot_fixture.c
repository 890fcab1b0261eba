/* Pictures to test, and runs made by hand to draw in them. */
#include "plot_fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>

cairo_t *
plot_fixture_page (int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  return cr;
}

void
plot_fixture_close (cairo_t *cr)
{
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
}

static guint32
pixel_at (cairo_t *cr, int x, int y)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  const unsigned char *data = cairo_image_surface_get_data (surface);
  const gsize offset = (gsize) y * cairo_image_surface_get_stride (surface) + 4 * (gsize) x;

  return *(const guint32 *) (const void *) (data + offset) & 0xffffff;
}

static int
channel (guint32 pixel, int i)
{
  return pixel >> (8 * i) & 0xff;
}

static int
distance (guint32 a, guint32 b)
{
  int most = 0;
  for (int i = 0; i < 3; i++)
    most = MAX (most, abs (channel (a, i) - channel (b, i)));
  return most;
}

static gboolean
is_inside (const PlotArea *area, int x, int y)
{
  return x + 0.5 >= area->x && x + 0.5 <= area->x + area->width && y + 0.5 >= area->y &&
         y + 0.5 <= area->y + area->height;
}

/* Pixels within `reach` of a colour (or further, where negated), inside or outside the area. */
static int
count (
    cairo_t *cr, const PlotArea *area, gboolean inside, guint32 color, int reach, gboolean negate)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  const int width = cairo_image_surface_get_width (surface);
  const int height = cairo_image_surface_get_height (surface);
  int n = 0;

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (is_inside (area, x, y) == inside)
        n += (distance (pixel_at (cr, x, y), color) <= reach) != negate;
  return n;
}

int
plot_fixture_ink (cairo_t *cr, const PlotArea *area)
{
  return count (cr, area, TRUE, 0xffffff, 2, TRUE);
}

int
plot_fixture_ink_outside (cairo_t *cr, const PlotArea *area)
{
  return count (cr, area, FALSE, 0xffffff, 2, TRUE);
}

int
plot_fixture_ink_of (cairo_t *cr, const PlotArea *area, const PlotColor *color)
{
  const guint32 pixel = (guint32) lround (color->red * 255) << 16 |
                        (guint32) lround (color->green * 255) << 8 |
                        (guint32) lround (color->blue * 255);
  return count (cr, area, TRUE, pixel, 8, FALSE);
}

int
plot_fixture_difference (cairo_t *a, cairo_t *b)
{
  const int width = cairo_image_surface_get_width (cairo_get_target (a));
  const int height = cairo_image_surface_get_height (cairo_get_target (a));
  int n = 0;

  cairo_surface_flush (cairo_get_target (a));
  cairo_surface_flush (cairo_get_target (b));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += distance (pixel_at (a, x, y), pixel_at (b, x, y)) > 127;
  return n;
}

static double
step (double t, double at)
{
  return 1 / (1 + exp (-60 * (t - at)));
}

ModelHistoryRow
plot_fixture_row (int i, int rows)
{
  const double t = (double) i / MAX (rows - 1, 1), a = step (t, 0.2), b = step (t, 0.7);
  return (ModelHistoryRow){ i, 0.8 * (1 - a) * (1 - a) + 0.2 * (1 - b) * (1 - b), { a, b } };
}

static ModelSnapshot *
new_snapshot (ModelHistory *history, ModelTrainerStatus status)
{
  ModelSnapshot *snapshot = g_new0 (ModelSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  model_experiment_init (&snapshot->experiment);
  snapshot->status = status;
  snapshot->history = model_history_view (history);
  model_history_free (history);
  return snapshot;
}

ModelSnapshot *
plot_fixture_run (int rows)
{
  ModelHistory *history = model_history_new ();

  for (int i = 0; i < rows; i++)
    {
      const ModelHistoryRow row = plot_fixture_row (i, rows);
      model_history_append (history, &row);
    }
  return new_snapshot (history, MODEL_TRAINER_DONE);
}

ModelSnapshot *
plot_fixture_diverged_run (int rows)
{
  ModelHistory *history = model_history_new ();

  for (int i = 0; i < rows; i++)
    {
      ModelHistoryRow row = plot_fixture_row (i, rows);
      const double excess = exp (0.3 * fmax (0, i - 0.99 * rows)) - 1;
      row.loss += excess * excess;
      row.weight[0] += (i & 1 ? -1 : 1) * excess;
      model_history_append (history, &row);
    }
  return new_snapshot (history, MODEL_TRAINER_DIVERGED);
}

GBytes *
plot_fixture_write (const FigureData *data, const FigureExport *options, const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize n;

  figure_write (data, figure_data_get_view (data), options, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  g_remove (path);
  return g_bytes_new_take (bytes, n);
}

int
plot_fixture_count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  int n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}
