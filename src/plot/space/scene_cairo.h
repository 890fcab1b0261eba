/* A scene on paper: drawn by Cairo alone, or around a surface that GL draws. */
#pragma once

#include "plot/space/scene_surface.h"

G_BEGIN_DECLS

/* What lies behind the surface, title and box, and what lies on it: lines, marks and names. Between
 * them comes plot_scene_draw_surface(), or another renderer. */
void plot_scene_draw_back (cairo_t *cr,
                           const PlotArea *area,
                           const PlotScene *scene,
                           const PlotTheme *theme);
void plot_scene_draw_front (cairo_t *cr,
                            const PlotArea *area,
                            const PlotScene *scene,
                            const PlotTheme *theme);

/* All of it: vectors wherever the target has them. */
void
plot_scene_draw (cairo_t *cr, const PlotArea *area, const PlotScene *scene, const PlotTheme *theme);

G_END_DECLS
