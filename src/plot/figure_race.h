/* Figure 6a: every fusion layer of a network of four layers. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_race;

G_END_DECLS
