/* Points in the box of a scene, and what they stand over: for plot/space/scene_cairo.c. */
#pragma once

#include "plot/space/scene.h"

G_BEGIN_DECLS

/* The nearer ones over those behind them, each above its foot on the floor. */
void plot_scene_dots_draw (cairo_t *cr,
                           const PlotScene *scene,
                           const PlotSceneProjection *projection,
                           const PlotTheme *theme);

G_END_DECLS
