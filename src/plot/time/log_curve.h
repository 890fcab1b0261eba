/* A training log over the epochs of a run, each loss relative to its own start. */
#pragma once

#include "plot/time/timeplot.h"

G_BEGIN_DECLS

/* Its losses, as they are drawn, into a range. */
void plot_log_curve_include (const StudyRun *run, double *least, double *greatest);
/* Its loss, and those of A and of B alone in their colours. */
void plot_log_curve_draw (const PlotTimeplot *self);
/* One of its curves, divided by a unit. */
void plot_log_curve_draw_history (const PlotTimeplot *self,
                                  const ModelHistoryView *history,
                                  double unit,
                                  const PlotPen *pen);
/* The time axis in its steps. Valid: run->log. */
StudyAxis plot_log_curve_get_steps (const StudyRun *run);
/* How its loss is drawn. Valid: run->log. */
void plot_log_curve_get_pen (const PlotTheme *theme, PlotPen *pen);

G_END_DECLS
