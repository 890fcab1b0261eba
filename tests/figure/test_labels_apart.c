/* On pages of every width that journals ask for, no label of any figure leaves the page or lies on
 * another one. */
#include "figure/figure.h"
#include "figure/figure_registry.h"
#include "plot/draw/label.h"
#include "plot_fixture.h"

#include <math.h>

/* Letters may come so near one another, in points. */
#define NEAR 0.35

typedef struct
{
  char *text;
  double left, right, top, bottom; /* of its ink, points */
} Label;

static void
clear_label (gpointer label)
{
  g_free (((Label *) label)->text);
}

static void
include (Label *self, const cairo_matrix_t *matrix, double x, double y)
{
  cairo_matrix_transform_point (matrix, &x, &y);
  self->left = fmin (self->left, x);
  self->right = fmax (self->right, x);
  self->top = fmin (self->top, y);
  self->bottom = fmax (self->bottom, y);
}

static gboolean
collect_cb (const PlotLabelDrawn *drawn, gpointer labels)
{
  Label label = { g_strdup (drawn->markup), INFINITY, -INFINITY, INFINITY, -INFINITY };
  const double baseline = (double) pango_layout_get_baseline (drawn->layout) / PANGO_SCALE;
  PangoRectangle ink;

  pango_layout_get_extents (drawn->layout, &ink, NULL);
  for (int corner = 0; corner < 4; corner++)
    include (&label, &drawn->matrix,
             drawn->x + (ink.x + corner % 2 * ink.width) / (double) PANGO_SCALE,
             drawn->y - baseline + (ink.y + corner / 2 * ink.height) / (double) PANGO_SCALE);
  if (ink.width > 0)
    g_array_append_val (labels, label);
  else
    g_free (label.text);
  return FALSE;
}

static gboolean
touch (const Label *a, const Label *b)
{
  return a->left < b->right - NEAR && b->left < a->right - NEAR && a->top < b->bottom - NEAR &&
         b->top < a->bottom - NEAR;
}

/* Draws it, and tells of each fault. */
static int
count_faults (const FigureData *data, double width, double font_size)
{
  const Figure *figure = figure_data_get_figure (data);
  const double height = figure_get_height (figure, figure_data_get_view (data), width, font_size);
  const double scale = 72 / 25.4;
  const PlotArea area = { 0, 0, width * scale, height * scale };
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (Label));
  cairo_t *cr = plot_fixture_page ((int) ceil (area.width), (int) ceil (area.height));
  PlotTheme theme;
  int faults = 0;

  g_array_set_clear_func (labels, clear_label);
  plot_theme_init (&theme, PLOT_STYLE_PRINT, font_size);
  plot_label_set_sink (collect_cb, labels);
  figure_draw (cr, &area, data, &theme);
  plot_label_set_sink (NULL, NULL);
  g_assert_cmpuint (labels->len, >, 3);
  for (guint i = 0; i < labels->len; i++)
    {
      const Label *a = &g_array_index (labels, Label, i);

      if (a->left < -NEAR || a->top < -NEAR || a->right > area.width + NEAR ||
          a->bottom > area.height + NEAR)
        {
          g_test_message ("%s, %g mm: '%s' leaves the page", figure_get_name (figure), width,
                          a->text);
          faults++;
        }
      for (guint k = i + 1; k < labels->len; k++)
        if (touch (a, &g_array_index (labels, Label, k)))
          {
            g_test_message ("%s, %g mm: '%s' lies on '%s'", figure_get_name (figure), width,
                            a->text, g_array_index (labels, Label, k).text);
            faults++;
          }
    }
  plot_fixture_close (cr);
  return faults;
}

static void
test_widths (gconstpointer at)
{
  static const double widths[] = { 50, 82.5, 85, 89, 120, 171.5, 183 };
  const Figure *figure = figure_at (GPOINTER_TO_INT (at));
  g_autoptr (FigureData) data = figure_compute (figure, NULL, NULL);
  int faults = 0;

  g_assert_nonnull (data);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    faults += count_faults (data, widths[i], 7);
  /* Large letters, as a poster or a slide has them. */
  faults += count_faults (data, 171.5, 12);
  g_assert_cmpint (faults, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (int i = 0; i < figure_count (); i++)
    if (!figure_is_slow (figure_at (i))) /* test_results looks at sweeps */
      {
        g_autofree char *path =
            g_strdup_printf ("/labels-apart/%s", figure_get_name (figure_at (i)));

        g_test_add_data_func (path, GINT_TO_POINTER (i), test_widths);
      }
  return g_test_run ();
}
