/* Level lines of a surface in 3-D. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The surface has so many cells along each axis. */
#define PLOT_SCENE_CELLS 64

typedef struct
{
  double from[3], to[3];
} PlotSceneSegment;

/**
 * plot_scene_levels_add:
 * Adds the line of a height, its pieces in their order.
 * @heights: (PLOT_SCENE_CELLS + 1, PLOT_SCENE_CELLS + 1), the first row at the least W_B
 * @segments: PlotSceneSegment, in the box
 */
void plot_scene_levels_add (const double *heights, double height, GArray *segments);

G_END_DECLS
