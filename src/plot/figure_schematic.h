/* Figure 1: the networks as diagrams. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_schematic;

G_END_DECLS
