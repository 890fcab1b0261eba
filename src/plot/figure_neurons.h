/* Figure 10: first-layer features at four epochs, early and late; and those of any experiment, in
 * the plane and in 3-D. */
#pragma once

#include "plot/figure.h"
#include "plot/neurons.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_neurons;
extern const PlotFigure plot_figure_features;
extern const PlotFigure plot_figure_features_space;

/* The features of a run at an epoch, over its population; free the moments after drawing. */
ModelMoments *
plot_figure_init_neurons (PlotNeurons *neurons, const PlotFigureData *data, int run, double epoch);

G_END_DECLS
