/* The accuracies of a training log, beside the run. */
#pragma once

#include "plot/draw/theme.h"
#include "study/run.h"

G_BEGIN_DECLS

/* Those of A and of B alone and of both, over the epochs of the run, with verticals where the
 * stages of the log are; 0 to 1, or to 100 where they are percents. Without any, the frame says so.
 */
void
plot_accuracy_draw (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme);

G_END_DECLS
