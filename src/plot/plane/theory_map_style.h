/* How each of theory's maps looks: the same in the window as in figures. */
#pragma once

#include "plot/draw/heatmap.h"
#include "theory/maps.h"

G_BEGIN_DECLS

/* A heat map without values: scale, colours, contour lines and names of this kind of map. */
void plot_theory_map_style_init (PlotHeatmap *heatmap, TheoryMapKind kind);

G_END_DECLS
