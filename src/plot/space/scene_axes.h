/* The box around a scene: walls and floor behind it, ticks and names at its edges. */
#pragma once

#include "plot/draw/placement.h"
#include "plot/space/scene.h"

G_BEGIN_DECLS

/* All of it lies behind the surface. */
void plot_scene_axes_draw (cairo_t *cr,
                           const PlotScene *scene,
                           const PlotSceneProjection *projection,
                           const PlotTheme *theme);

/* Keeps other labels off those of the axes. */
void plot_scene_axes_take (const PlotScene *scene,
                           const PlotSceneProjection *projection,
                           PlotPlacement *places,
                           const PlotTheme *theme);

G_END_DECLS
