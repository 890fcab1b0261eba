/* Small cards with rows of names and values. */
#include "plot/draw/card.h"

#include "plot/draw/group.h"
#include "plot/draw/label.h"

#include <math.h>

/* Distances in font sizes. */
#define PAD 0.6
#define ROW 1.4
#define GAP 1.2 /* between name and value */

void
plot_card_add (PlotCard *self, const char *name, const char *value, const PlotColor *color)
{
  if (self->n == PLOT_CARD_MAX)
    return;
  g_strlcpy (self->name[self->n], name, sizeof self->name[0]);
  g_strlcpy (self->value[self->n], value, sizeof self->value[0]);
  self->color[self->n] = *color;
  self->n++;
}

void
plot_card_measure (
    cairo_t *cr, const PlotCard *self, const PlotTheme *theme, double *width, double *height)
{
  const double em = theme->font_size;

  *width = 0;
  for (int i = 0; i < self->n; i++)
    {
      PlotLabelSize name, value;

      plot_label_measure (cr, self->name[i], em, FALSE, theme, &name);
      plot_label_measure (cr, self->value[i], em, FALSE, theme, &value);
      *width = fmax (*width, name.width + (*self->value[i] ? GAP * em + value.width : 0));
    }
  *width += 2 * PAD * em;
  *height = (self->n * ROW + PAD) * em;
}

void
plot_card_draw_ground (cairo_t *cr, const PlotArea *area, const PlotTheme *theme)
{
  const double r = 0.4 * theme->font_size;
  const double right = area->x + area->width, bottom = area->y + area->height;
  PlotColor fill = theme->background;

  fill.alpha = 0.93; /* the page's own alpha may be 0, where a widget paints it */
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, area->y + r, r, -G_PI / 2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI / 2);
  cairo_arc (cr, area->x + r, bottom - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, area->x + r, area->y + r, r, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  plot_theme_set_source (cr, &fill);
  cairo_fill_preserve (cr);
  plot_theme_set_source (cr, &theme->grid);
  cairo_set_line_width (cr, 0.08 * theme->font_size);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_stroke (cr);
}

void
plot_card_draw (cairo_t *cr, const PlotCard *self, double x, double y, const PlotTheme *theme)
{
  const double em = theme->font_size, pad = PAD * em;
  PlotArea area = { x, y, 0, 0 };

  plot_card_measure (cr, self, theme, &area.width, &area.height);
  plot_group_begin (cr, "legend");
  plot_card_draw_ground (cr, &area, theme);
  for (int i = 0; i < self->n; i++)
    {
      const double middle = y + pad / 2 + (i + 0.5) * ROW * em;

      plot_label_draw (cr, self->name[i], x + pad, middle, 0, 0.5, em, FALSE, &self->color[i],
                       theme);
      plot_label_draw (cr, self->value[i], x + area.width - pad, middle, 1, 0.5, em, FALSE,
                       &self->color[i], theme);
    }
  plot_group_end (cr);
}

void
plot_card_draw_beside (cairo_t *cr,
                       const PlotCard *self,
                       const PlotArea *inner,
                       double x,
                       double gap,
                       double y,
                       double above,
                       const PlotTheme *theme)
{
  double width, height;

  plot_card_measure (cr, self, theme, &width, &height);
  const double left = x + gap + width <= inner->x + inner->width ? x + gap : x - gap - width;
  const double lowest = fmax (inner->y, inner->y + inner->height - height);
  plot_card_draw (cr, self, fmax (left, inner->x), CLAMP (y - above * height, inner->y, lowest),
                  theme);
}
