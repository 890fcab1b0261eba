/* Names and marks of the fixed points. */
#include "plot/draw/point_mark.h"

const char *
plot_point_mark_get_name (TheoryPointKind kind)
{
  static const char *const names[THEORY_N_POINTS] = { "\\M_0", "\\M_A", "\\M_B", "\\M_*" };

  return names[kind];
}

PlotColor
plot_point_mark_get_color (TheoryPointKind kind, const PlotTheme *theme)
{
  const PlotColor colors[THEORY_N_POINTS] = { theme->origin, theme->modality_text[0],
                                              theme->modality_text[1], theme->solution };

  return colors[kind];
}

void
plot_point_mark_draw (
    cairo_t *cr, TheoryPointKind kind, double x, double y, double em, const PlotTheme *theme)
{
  const double r = PLOT_POINT_MARK_RADIUS * em;

  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 1.2 * theme->line_width);
  cairo_new_path (cr);
  if (kind == THEORY_POINT_ORIGIN || kind == THEORY_POINT_SOLUTION)
    cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  else
    for (int side = -1; side <= 1; side += 2)
      {
        cairo_move_to (cr, x - 0.8 * r, y - 0.8 * side * r);
        cairo_line_to (cr, x + 0.8 * r, y + 0.8 * side * r);
      }
  if (kind == THEORY_POINT_SOLUTION)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
}
