/* Pens and marks of a portrait's drawing. */
#include "plot/plane/portrait_pen.h"

#include "plot/draw/frame.h"

void
plot_portrait_pen_place (const PlotPortraitPen *self, const double w[2], double *x, double *y)
{
  *x = plot_frame_x (&self->inner, &self->portrait->x, w[0]);
  *y = plot_frame_y (&self->inner, &self->portrait->y, w[1]);
}

void
plot_portrait_pen_set_pen (const PlotPortraitPen *self,
                           const PlotColor *color,
                           double width,
                           double dash)
{
  const double dashes[2] = { dash, dash };

  plot_theme_set_source (self->cr, color);
  cairo_set_line_width (self->cr, width);
  cairo_set_dash (self->cr, dashes, dash > 0 ? 2 : 0, 0);
}

void
plot_portrait_pen_trace_head (
    const PlotPortraitPen *self, double x, double y, const double direction[2], double size)
{
  const double back_x = x - size * direction[0], back_y = y - size * direction[1];
  const double side_x = -0.45 * size * direction[1], side_y = 0.45 * size * direction[0];

  cairo_move_to (self->cr, x, y);
  cairo_line_to (self->cr, back_x + side_x, back_y + side_y);
  cairo_line_to (self->cr, back_x - side_x, back_y - side_y);
  cairo_close_path (self->cr);
}

void
plot_portrait_pen_draw_head (
    const PlotPortraitPen *self, double x, double y, const double direction[2], double size)
{
  plot_portrait_pen_trace_head (self, x, y, direction, size);
  cairo_fill (self->cr);
}

void
plot_portrait_pen_draw_dot (const PlotPortraitPen *self,
                            const double w[2],
                            double radius,
                            const PlotColor *color)
{
  double x, y;

  plot_portrait_pen_place (self, w, &x, &y);
  plot_theme_set_source (self->cr, color);
  cairo_new_path (self->cr);
  cairo_arc (self->cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (self->cr);
}
