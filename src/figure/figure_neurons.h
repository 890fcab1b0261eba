/* Figure 10: first-layer features at four epochs, early and late; and those of any experiment, in
 * the plane and in 3-D. */
#pragma once

#include "figure/figure_entry.h"
#include "plot/plane/neurons.h"

G_BEGIN_DECLS

/* The features of a run at an epoch, over its data. */
void figure_init_neurons (PlotNeurons *neurons, const FigureData *data, int run, double epoch);

G_END_DECLS
