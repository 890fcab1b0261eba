/* Figure 3's maps: time ratio and mis-attribution over correlation and spread. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_maps;

G_END_DECLS
