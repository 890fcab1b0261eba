/* Marks of points, as large as a small letter. */
#include "plot/draw/symbol.h"

#include "plot/draw/group.h"
#include "plot/draw/label.h"

#include <math.h>

/* In font sizes. */
#define RADIUS 0.34
#define STROKE 0.11
#define BAR_STROKE 0.09
#define SAMPLE 1.7 /* width of a sample in the legend */
#define SAMPLE_GAP 0.4
#define ROW_GAP 1.2
#define ROW_HEIGHT 1.35

static void
begin (cairo_t *cr, const PlotColor *color, double stroke, const PlotTheme *theme)
{
  plot_theme_set_source (cr, color);
  cairo_set_line_width (cr, stroke * theme->font_size);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
plot_symbol_draw (
    cairo_t *cr, int kind, double x, double y, const PlotColor *color, const PlotTheme *theme)
{
  const double r = RADIUS * theme->font_size, d = 0.8 * r;

  begin (cr, color, STROKE, theme);
  cairo_new_path (cr);
  switch (kind % 4)
    {
    case 0:
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      break;
    case 1:
      cairo_move_to (cr, x - d, y - d);
      cairo_line_to (cr, x + d, y + d);
      cairo_move_to (cr, x - d, y + d);
      cairo_line_to (cr, x + d, y - d);
      break;
    case 2:
      cairo_rectangle (cr, x - d, y - d, 2 * d, 2 * d);
      break;
    default:
      cairo_move_to (cr, x, y - r);
      cairo_line_to (cr, x + r, y + d);
      cairo_line_to (cr, x - r, y + d);
      cairo_close_path (cr);
      break;
    }
  cairo_stroke (cr);
}

void
plot_symbol_draw_bar (cairo_t *cr,
                      double x,
                      double y,
                      double y1,
                      double y2,
                      const PlotColor *color,
                      const PlotTheme *theme)
{
  const double gap = (RADIUS + STROKE) * theme->font_size;
  const double top = fmin (y1, y2), bottom = fmax (y1, y2);

  begin (cr, color, BAR_STROKE, theme);
  if (top < y - gap)
    {
      cairo_move_to (cr, x, top);
      cairo_line_to (cr, x, y - gap);
    }
  if (bottom > y + gap)
    {
      cairo_move_to (cr, x, y + gap);
      cairo_line_to (cr, x, bottom);
    }
  cairo_stroke (cr);
}

void
plot_symbol_draw_never (
    cairo_t *cr, double x, double y, const PlotColor *color, const PlotTheme *theme)
{
  const double r = RADIUS * theme->font_size;

  begin (cr, color, STROKE, theme);
  cairo_move_to (cr, x - r, y + 1.1 * r);
  cairo_line_to (cr, x, y);
  cairo_line_to (cr, x + r, y + 1.1 * r);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x, y + 2.4 * r);
  cairo_stroke (cr);
}

void
plot_symbol_draw_trouble (cairo_t *cr, double x, double y, const PlotTheme *theme)
{
  const double r = RADIUS * theme->font_size, d = r / G_SQRT2;

  begin (cr, &theme->origin, STROKE, theme);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  cairo_move_to (cr, x - d, y + d);
  cairo_line_to (cr, x + d, y - d);
  cairo_stroke (cr);
}

static void
draw_sample (cairo_t *cr, const PlotSymbolRow *row, double x, double y, const PlotTheme *theme)
{
  const double em = theme->font_size, middle = x + SAMPLE * em / 2;
  const double dash[2] = { 0.35 * em, 0.25 * em };
  const PlotColor shade = plot_theme_fade (&theme->foreground, 0.2);

  switch (row->sample)
    {
    case PLOT_SYMBOL_MARK:
      plot_symbol_draw (cr, row->kind, middle, y, &theme->foreground, theme);
      return;
    case PLOT_SYMBOL_NEVER:
      plot_symbol_draw_never (cr, middle, y - 1.2 * RADIUS * em, &theme->foreground, theme);
      return;
    case PLOT_SYMBOL_TROUBLE:
      plot_symbol_draw_trouble (cr, middle, y, theme);
      return;
    case PLOT_SYMBOL_BAND:
      begin (cr, &shade, 0.8, theme);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + SAMPLE * em, y);
      cairo_stroke (cr);
      begin (cr, &theme->foreground, STROKE / 2, theme);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + SAMPLE * em, y);
      cairo_stroke (cr);
      return;
    case PLOT_SYMBOL_LINE:
    case PLOT_SYMBOL_DASHED:
    default:
      begin (cr, &theme->foreground, STROKE, theme);
      cairo_set_dash (cr, dash, row->sample == PLOT_SYMBOL_DASHED ? 2 : 0, 0);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + SAMPLE * em, y);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
}

double
plot_symbol_draw_legend (cairo_t *cr,
                         double x,
                         double y,
                         double width,
                         const PlotSymbolRow *rows,
                         int n,
                         gboolean dry,
                         const PlotTheme *theme)
{
  const double em = theme->font_size, left = x, top = y;

  if (!dry)
    plot_group_begin (cr, "legend");
  for (int i = 0; i < n; i++)
    {
      const gboolean mark = rows[i].sample != PLOT_SYMBOL_LINE &&
                            rows[i].sample != PLOT_SYMBOL_DASHED &&
                            rows[i].sample != PLOT_SYMBOL_BAND;
      /* A mark needs less room than a line. */
      const double sample = (mark ? 0.55 : 1) * SAMPLE * em;
      PlotLabelSize size;
      double whole;

      plot_label_measure (cr, rows[i].name, 0.95 * em, FALSE, theme, &size);
      whole = sample + SAMPLE_GAP * em + size.width;
      if (x > left && x + whole > left + width)
        {
          x = left;
          y += ROW_HEIGHT * em;
        }
      if (!dry)
        {
          draw_sample (cr, &rows[i], x - (mark ? 0.225 : 0) * SAMPLE * em, y + ROW_HEIGHT * em / 2,
                       theme);
          plot_label_draw (cr, rows[i].name, x + sample + SAMPLE_GAP * em, y + ROW_HEIGHT * em / 2,
                           0, 0.5, 0.95 * em, FALSE, &theme->muted, theme);
        }
      x += whole + ROW_GAP * em;
    }
  if (!dry)
    plot_group_end (cr);
  return n > 0 ? y + ROW_HEIGHT * em - top : 0;
}
