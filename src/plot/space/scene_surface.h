/* The surface of a scene: its colours, for every renderer, and how Cairo draws it. */
#pragma once

#include "plot/space/scene.h"

G_BEGIN_DECLS

/* The colour of a vertex seen from above, 0..1. */
void plot_scene_get_color (const PlotSceneVertex *vertex, const PlotTheme *theme, double rgb[3]);

/* Seen from below it is mixed with `tint`, of which the alpha tells how much, and drawn at `alpha`
 * over what it hides. */
typedef struct
{
  PlotColor tint;
  double alpha;
} PlotSceneUnderside;
PlotSceneUnderside plot_scene_get_underside (const PlotTheme *theme);

/* On a page, faces; nothing else of the scene. */
void plot_scene_draw_surface (cairo_t *cr,
                              const PlotArea *area,
                              const PlotScene *scene,
                              const PlotTheme *theme);

G_END_DECLS
