/* Other runs in a time plot: the fusion layers of a race, pinned runs, the other future of a fork.
 *
 * In the loss plot a run is told by colour and dash; in the weights plot the colour tells the
 * modality, and the dash the run.
 */
#pragma once

#include "plot/placement.h"
#include "plot/timeplot.h"

G_BEGIN_DECLS

#define PLOT_COMPANION_STYLES 8
#define PLOT_COMPANION_PINS 6

/* Colour and dash of a style, 0 <= style < PLOT_COMPANION_STYLES; hues run with the style. The
 * colours hold for text. */
void plot_companion_get_pen (int style, const PlotTheme *theme, PlotPen *pen);

/* Of a fusion layer, 1 to MODEL_MAX_DEPTH, and of the i-th pin, 0 <= i < PLOT_COMPANION_PINS: as
 * unlike the others as can be. */
int plot_companion_fusion_style (int fusion);
int plot_companion_pin_style (int i);
/* The whole curve of one channel. */
PlotCurve plot_companion_curve (const PlotCompanion *companion, PlotChannel channel);
/* Their curves of one channel; @color: that of the modality, or NULL: each its own. */
void plot_companion_draw (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color);
/* Median and range of the run's band, as far as there is one. */
void
plot_companion_draw_band (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color);

/**
 * plot_companion_draw_names:
 * The names of the run and of its companions, each beside its curve of the channel, and below them
 * the legend. What finds no place is left out: it never covers another.
 * @all: n channels that the plot shows
 * @taken: boxes of labels that are there already, n_taken of them
 */
void plot_companion_draw_names (const PlotTimeplot *self,
                                PlotChannel channel,
                                const PlotChannel *all,
                                int n,
                                const PlotArea *taken,
                                int n_taken);

G_END_DECLS
