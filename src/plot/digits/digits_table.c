/* Rows of fusion layers: the mean and deviation here, a bar, and the paper's. */
#include "plot/digits/digits_table.h"

#include "plot/draw/frame.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  cairo_t *cr;
  const PlotTheme *theme;
  const DigitsTable *table;
  double left, bar, here, paper, right; /* columns: the last three are right edges */
  double scale;                         /* user units of a ratio of 1, in the bars */
} Layout;

static void
format (double mean, double deviation, char text[80])
{
  if (isnan (deviation))
    g_snprintf (text, 80, "%.2f", mean);
  else
    g_snprintf (text, 80, "%.2f ± %.2f", mean, deviation);
}

static void
describe (const Layout *self, int fusion, char text[80])
{
  const DigitsRatio ratio = digits_table_get_ratio (self->table, fusion);

  if (ratio.n == 0)
    {
      g_strlcpy (text, ratio.missing > 0 ? _ ("never") : "–", 80);
      return;
    }
  format (ratio.mean, ratio.deviation, text);
  if (ratio.missing > 0)
    {
      gsize n = strlen (text);

      g_snprintf (text + n, 80 - n, _ (" (%d never)"), ratio.missing);
    }
}

static void
draw_bar (const Layout *self, double y, double height, double ratio, const PlotColor *color)
{
  if (isnan (ratio))
    return;
  plot_theme_set_source (self->cr, color);
  cairo_rectangle (self->cr, self->bar, y - height / 2, fmax (ratio, 0) * self->scale, height);
  cairo_fill (self->cr);
}

static void
draw_row (const Layout *self, int fusion, double y, double pitch)
{
  const double em = self->theme->font_size;
  const PlotColor pale = plot_theme_fade (&self->theme->muted, 0.35);
  const DigitsRatio ratio = digits_table_get_ratio (self->table, fusion);
  char text[80], name[16];
  double mean, deviation;

  g_snprintf (name, sizeof name, "%d", fusion);
  plot_label_draw (self->cr, name, self->left + 1.2 * em, y, 1, 0.5, em, FALSE,
                   &self->theme->foreground, self->theme);
  describe (self, fusion, text);
  plot_label_draw (self->cr, text, self->here, y, 1, 0.5, em, TRUE, &self->theme->foreground,
                   self->theme);
  draw_bar (self, y - 0.13 * pitch, 0.24 * pitch, ratio.mean, &self->theme->modality[0]);
  if (!digits_table_get_paper (self->table->model, fusion, &mean, &deviation))
    return;
  format (mean, deviation, text);
  plot_label_draw (self->cr, text, self->paper, y, 1, 0.5, em, FALSE, &self->theme->muted,
                   self->theme);
  draw_bar (self, y + 0.13 * pitch, 0.24 * pitch, mean, &pale);
}

static double
find_largest (const DigitsTable *table)
{
  double largest = 1, mean, deviation;

  for (int fusion = 1; fusion <= table->fusions; fusion++)
    {
      const DigitsRatio ratio = digits_table_get_ratio (table, fusion);

      if (!isnan (ratio.mean))
        largest = fmax (largest, ratio.mean);
      if (digits_table_get_paper (table->model, fusion, &mean, &deviation))
        largest = fmax (largest, mean);
    }
  return largest;
}

void
plot_digits_table_draw (cairo_t *cr,
                        const PlotArea *area,
                        const DigitsTable *table,
                        const char *title,
                        const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && table != NULL && theme != NULL);
  g_return_if_fail (table->fusions > 0);

  const double em = theme->font_size, head = area->y + 3.1 * em;
  const double bottom = area->y + area->height - 1.2 * em;
  const double pitch = fmin ((bottom - head - 0.9 * em) / table->fusions, 3 * em);
  Layout layout = { cr, theme, table };
  PlotLabelSize size;

  layout.left = area->x + 1.4 * em;
  layout.right = area->x + area->width - 1.4 * em;
  layout.paper = layout.right;
  layout.here = layout.paper - 7.2 * em;
  layout.bar = layout.left + 2.2 * em;
  layout.scale = fmax (layout.here - 9 * em - layout.bar, 0) / find_largest (table);
  cairo_save (cr);
  plot_label_measure (cr, title, PLOT_FRAME_TITLE_SIZE * em, TRUE, theme, &size);
  /* A long title is written smaller. */
  plot_label_draw (cr, title, layout.left, area->y + 0.35 * em, 0, 0,
                   PLOT_FRAME_TITLE_SIZE * em *
                       fmin (1, (layout.right - layout.left) / fmax (size.width, 1)),
                   TRUE, &theme->foreground, theme);
  plot_label_draw (cr, "L_f", layout.left + 1.2 * em, head, 1, 0.5, em, FALSE, &theme->muted,
                   theme);
  plot_label_draw (cr, _ ("here"), layout.here, head, 1, 0.5, em, FALSE, &theme->muted, theme);
  plot_label_draw (cr, _ ("paper"), layout.paper, head, 1, 0.5, em, FALSE, &theme->muted, theme);
  for (int fusion = 1; fusion <= table->fusions; fusion++)
    draw_row (&layout, fusion, head + 0.9 * em + (fusion - 0.5) * pitch, pitch);
  cairo_restore (cr);
}
