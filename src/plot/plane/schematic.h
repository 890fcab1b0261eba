/* Figure 1, live: the network of an experiment as a diagram. */
#pragma once

#include "model/experiment/experiment.h"
#include "plot/draw/theme.h"

G_BEGIN_DECLS

void plot_schematic_draw (cairo_t *cr,
                          const PlotArea *area,
                          const ModelExperiment *experiment,
                          const PlotTheme *theme);

G_END_DECLS
