/* The map of time ratios around any experiment, with its place on it. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_map;

G_END_DECLS
