/* How a line is drawn. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

typedef struct
{
  PlotColor color;
  double width;   /* user units */
  double dash[4]; /* on, off, and again; user units; all 0: a full line, the last two 0: on, off */
} PlotPen;

/* Sets the dash of a pen; for samples of it. */
void plot_pen_set_dash (cairo_t *cr, const PlotPen *pen);

G_END_DECLS
