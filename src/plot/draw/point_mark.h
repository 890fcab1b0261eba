/* Names and marks of the fixed points, the same in the plane and in 3-D: M_0 an open ring, M_* a
 * disc, the saddles crosses, told apart in grey too. */
#pragma once

#include "plot/draw/theme.h"
#include "theory/fixed_points.h"

G_BEGIN_DECLS

#define PLOT_POINT_MARK_RADIUS 0.45 /* ems */

/* "\M_A" and so on, in the markup of plot/draw/label.h. */
const char *plot_point_mark_get_name (TheoryPointKind kind);
PlotColor plot_point_mark_get_color (TheoryPointKind kind, const PlotTheme *theme);
/* Draws the mark around (x, y) in the source of cr; em is the font size. */
void plot_point_mark_draw (
    cairo_t *cr, TheoryPointKind kind, double x, double y, double em, const PlotTheme *theme);

G_END_DECLS
