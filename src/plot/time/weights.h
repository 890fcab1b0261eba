/* The weights plot: total weight of each modality over epochs (norms for vector inputs). */
#pragma once

#include "plot/time/timeplot.h"

G_BEGIN_DECLS

void
plot_weights_draw (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme);

G_END_DECLS
