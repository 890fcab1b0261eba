/* One plot over epochs, from its frame to its playhead: what the loss and weights plots share. */
#pragma once

#include "plot/time/timeplot.h"

G_BEGIN_DECLS

/* Frame, phase and marks: what lies under the curves. @with_curves: theory's are among them; else
 * its times alone */
void plot_time_panel_begin (PlotTimeplot *self,
                            cairo_t *cr,
                            const PlotArea *area,
                            const StudyRun *run,
                            const StudyAxis *y,
                            const char *title,
                            const char *y_name,
                            gboolean with_curves,
                            const PlotTheme *theme);
/* Ghost, band, compared runs, run (faint past the playhead) and reduced dynamics of one channel. */
void plot_time_panel_draw_channel (const PlotTimeplot *self,
                                   PlotChannel channel,
                                   const PlotColor *color);
/* Playhead and, where the run diverged, a note: what lies over the curves. */
void plot_time_panel_end (const PlotTimeplot *self, const PlotChannel *channels, int n);

G_END_DECLS
