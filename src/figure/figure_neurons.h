/* Figure 10: first-layer features at four epochs, early and late; and those of any experiment, in
 * the plane and in 3-D. */
#pragma once

#include "figure/figure_entry.h"
#include "plot/plane/neurons.h"

G_BEGIN_DECLS

/* The features of a run at an epoch, over its data. */
void figure_init_neurons (PlotNeurons *neurons, const FigureData *data, int run, double epoch);
/* A table of them, of the first n runs at the playhead. */
void figure_write_neurons (const FigureData *data, int n, GString *out);

G_END_DECLS
