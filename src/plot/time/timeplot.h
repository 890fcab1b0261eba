/* Curves of plots over epochs: what the layers of such a plot share. */
#pragma once

#include "plot/draw/curve.h"
#include "plot/draw/theme.h"
#include "study/run.h"

G_BEGIN_DECLS

/* The rectangle inside the axes of a time plot drawn into area: to map the pointer to an epoch. */
PlotArea plot_timeplot_inner (cairo_t *cr, const PlotArea *area, const PlotTheme *theme);

/* One time plot being drawn: for the plots of this folder. */
typedef struct
{
  cairo_t *cr;
  const StudyRun *run;
  const PlotTheme *theme;
  PlotArea inner;
  StudyAxis y;
} PlotTimeplot;

/* "Loss", or "Loss minus pin 2"; owned by the caller. */
char *plot_timeplot_make_title (const StudyRun *run, const char *name);
/* The whole curve of a channel of the run, nothing of it behind the playhead. Valid: run->snapshot.
 */
PlotCurve plot_timeplot_curve (const PlotTimeplot *self, PlotChannel channel);
/* The same of a compared run, relative to its own start, of theory, and of that of the population.
 */
PlotCurve plot_timeplot_compared_curve (const StudyComparedRun *run, PlotChannel channel);
PlotCurve plot_timeplot_theory_curve (const PlotTimeplot *self, PlotChannel channel);
PlotCurve plot_timeplot_population_curve (const PlotTimeplot *self, PlotChannel channel);
void
plot_timeplot_draw_curve (const PlotTimeplot *self, const PlotCurve *curve, const PlotPen *pen);
/* Whether the curve of the run, of a compared run or of theory passes through a box
 * within the axes. */
gboolean plot_timeplot_crosses (const PlotTimeplot *self, PlotChannel channel, const PlotArea *box);

G_END_DECLS
