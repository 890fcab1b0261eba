/* Figure 10: first-layer features at four epochs, early and late; and those of any experiment. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_neurons;
extern const PlotFigure plot_figure_features;

G_END_DECLS
