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
count_faults (const FigureData *data, double width, double font_size, PlotStyle style)
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
  plot_theme_init (&theme, style, font_size);
  plot_label_set_sink (collect_cb, labels);
  figure_draw (cr, &area, data, &theme);
  plot_label_set_sink (NULL, NULL);
  g_assert_cmpuint (labels->len, >=, 3);
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
check_widths (const FigureData *data)
{
  static const double widths[] = { 50, 82.5, 85, 89, 120, 171.5, 183 };
  int faults = 0;

  g_assert_nonnull (data);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    faults += count_faults (data, widths[i], 7, PLOT_STYLE_PRINT);
  for (int style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_DARK; style++)
    faults += count_faults (data, 85, 7, (PlotStyle) style);
  /* Large letters, as a poster or a slide has them. */
  faults += count_faults (data, 171.5, 12, PLOT_STYLE_PRINT);
  g_assert_cmpint (faults, ==, 0);
}

static void
test_widths (gconstpointer at)
{
  const Figure *figure = figure_at (GPOINTER_TO_INT (at));
  g_autoptr (FigureData) data = figure_compute (figure, NULL, NULL);

  check_widths (data);
}

/* Sweeps of every kind of plot, and runs of digits, small enough to be trained here. */
static const struct
{
  const char *name, *figure, *text;
} small[] = {
  { "scatter", "sweep",
    "[network]\nwidth = 5\n[data]\nsamples = 0\n[sweep]\nx = rho -0.6:0.6:5\n"
    "family = sigma_a 3 2 1.5 1\nmarks = init plain balanced\nseeds = 2\n" },
  { "log-scatter", "sweep",
    "[network]\nwidth = 5\ndepth = 4\nfusion = 4\ninit = balanced\n[data]\nsamples = 0\n[sweep]\n"
    "x = init_scale 0.1:0.3:3 log\nfamily = fusion 2 3 4\nlog = value\nseeds = 2\n" },
  { "heatmap", "sweep",
    "[network]\nwidth = 5\n[data]\nsamples = 0\n[sweep]\nx = rho -0.6:0.6:3\ny = sigma_a 1.5:3:3\n"
    "seeds = 1\n" },
  { "diagonal", "sweep",
    "[network]\nwidth = 5\n[data]\nsource = vector\ncovariance = random\nweights = random\n"
    "samples = 0\ninputs_a = 3\ninputs_b = 3\n[training]\nlearning_rate = 0.005\n[sweep]\n"
    "x = seed 1:8:8\n" },
  { "digits", "digits",
    "[digits]\nmodel = mlp\nwidth = 10\nepochs = 2\ntrain = 200\ntest = 100\nbatch = 50\n" },
  { "digits-samples", "digits-samples",
    "[digits]\nmodel = mlp\nwidth = 10\nepochs = 1\ntrain = 200\ntest = 100\nbatch = 50\n" },
  { "digits-filters", "digits-filters",
    "[digits]\nmodel = cnn\nwidth = 4\nepochs = 1\ntrain = 100\ntest = 50\nbatch = 50\n" },
  { "digits-table", "digits-table",
    "[digits]\nmodel = mlp\nwidth = 10\nepochs = 2\ntrain = 200\ntest = 100\nbatch = 50\nseeds = "
    "1\n" },
};

static void
test_small (gconstpointer at)
{
  const int i = GPOINTER_TO_INT (at);
  g_autoptr (GError) error = NULL;
  g_autoptr (FigureData) data = figure_compute_sweep (
      figure_find (small[i].figure, NULL), &(FigureSweep){ .text = small[i].text }, NULL, &error);

  g_assert_no_error (error);
  check_widths (data);
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
  for (gsize i = 0; i < G_N_ELEMENTS (small); i++)
    {
      g_autofree char *path = g_strdup_printf ("/labels-apart/small/%s", small[i].name);

      g_test_add_data_func (path, GINT_TO_POINTER ((int) i), test_small);
    }
  return g_test_run ();
}
