/* Plots of any experiment, as figures: loss, weights, both. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_loss, plot_figure_weights, plot_figure_run;

G_END_DECLS
