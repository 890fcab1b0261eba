/* Maps around any experiment, with its place on them: time ratios, over-credit, preference. */
#pragma once

#include "plot/figure.h"
#include "plot/map.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_map;
extern const PlotFigure plot_figure_map_credit;
extern const PlotFigure plot_figure_map_preference;

/* The figure of a kind of map. */
const PlotFigure *plot_figure_map_of (PlotMapKind kind);

G_END_DECLS
