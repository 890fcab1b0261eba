/* The level lines of a scene: for plot/space/scene.c. */
#pragma once

#include "plot/space/scene.h"

G_BEGIN_DECLS

/**
 * plot_scene_levels_add:
 * Adds the line of a height to one of the scene's lines, its pieces in their order.
 * @heights: (PLOT_SCENE_CELLS + 1, PLOT_SCENE_CELLS + 1), the first row at the least W_B
 */
void
plot_scene_levels_add (PlotScene *scene, PlotSceneLine line, const double *heights, double height);

G_END_DECLS
