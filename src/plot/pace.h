/* How fast a run is played: slower where much happens, so that transitions can be seen. */
#pragma once

#include "model/history.h"

G_BEGIN_DECLS

typedef struct PlotPace PlotPace;

/**
 * plot_pace_new:
 * Half of the time passes evenly, the other half in proportion to how far loss and weights move,
 * each relative to its range in the run.
 * @history: (nullable): NULL or empty: no time passes
 * @even: all of the time passes evenly
 */
PlotPace *plot_pace_new (const ModelHistoryView *history, gboolean even);
void plot_pace_free (PlotPace *self);

/* The epoch at a fraction of the playing time, 0..1, and back; both increase. */
double plot_pace_get_epoch (const PlotPace *self, double fraction);
double plot_pace_get_fraction (const PlotPace *self, double epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotPace, plot_pace_free)

G_END_DECLS
