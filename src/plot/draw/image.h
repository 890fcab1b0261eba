/* A rectangle painted point by point, in the resolution of the page. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

/* Colour at fractions of the rectangle, from its lower left corner: 0xAARRGGBB, premultiplied. */
typedef guint32 (*PlotImageFunc) (double x, double y, gconstpointer data);

/* Calls `color` once for each pixel; for twice as many as points in print, where edges are to be
 * covered by lines. */
void plot_image_draw (cairo_t *cr,
                      const PlotArea *inner,
                      PlotImageFunc color,
                      gconstpointer data,
                      const PlotTheme *theme);
/* The colour as PlotImageFunc returns it. */
guint32 plot_image_pack (const PlotColor *color);

G_END_DECLS
