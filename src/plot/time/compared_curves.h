/* Other runs in a time plot: the fusion layers of a race, pinned runs, the other future of a fork.
 *
 * In the loss plot a run is told by colour and dash; in the weights plot the colour tells the
 * modality, and the dash the run.
 */
#pragma once

#include "plot/draw/placement.h"
#include "plot/time/timeplot.h"

G_BEGIN_DECLS

/* Their curves of one channel; @color: that of the modality, or NULL: each its own. */
void
plot_compared_curves_draw (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color);
/* Median and range of the run's band, as far as there is one. */
void plot_compared_curves_draw_band (const PlotTimeplot *self,
                                     PlotChannel channel,
                                     const PlotColor *color);

/**
 * plot_compared_curves_draw_names:
 * The names of the run and of the compared runs, each beside its curve of the channel, and below
 * them the legend. What finds no place is left out: it never covers another.
 * @all: n channels that the plot shows
 * @taken: boxes of labels that are there already, n_taken of them
 */
void plot_compared_curves_draw_names (const PlotTimeplot *self,
                                      PlotChannel channel,
                                      const PlotChannel *all,
                                      int n,
                                      const PlotArea *taken,
                                      int n_taken);

G_END_DECLS
