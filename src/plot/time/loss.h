/* The loss plot: training loss over epochs, relative to that of W = 0 (study_run_get_loss_unit()).
 */
#pragma once

#include "plot/time/timeplot.h"

G_BEGIN_DECLS

void
plot_loss_draw (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme);

G_END_DECLS
