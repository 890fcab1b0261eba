/* How a line is drawn. */
#include "plot/draw/pen.h"

void
plot_pen_set_dash (cairo_t *cr, const PlotPen *pen)
{
  cairo_set_dash (cr, pen->dash, pen->dash[2] > 0 ? 4 : pen->dash[0] > 0 ? 2 : 0, 0);
}
