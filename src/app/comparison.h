/* What the session's run is compared with: the other fusion layers, or other seeds, trained beside
 * it. */
#pragma once

#include "plot/members.h"

G_BEGIN_DECLS

typedef struct AppComparison AppComparison;

AppComparison *app_comparison_new (void);
void app_comparison_free (AppComparison *self);

PlotComparison app_comparison_get_mode (AppComparison *self);
/* Trains the members that go with an experiment, or none. Never blocks. */
void app_comparison_set_mode (AppComparison *self,
                              PlotComparison mode,
                              const ModelExperiment *experiment);
/* The session trains an experiment: where it is another one, members follow. What was drawn stays
 * until there is something new. */
void app_comparison_follow (AppComparison *self, const ModelExperiment *experiment);
void app_comparison_stop (AppComparison *self);
/* Takes what has been trained; TRUE if there is something new. */
gboolean app_comparison_tick (AppComparison *self);
gboolean app_comparison_is_busy (AppComparison *self);
/* To look at; borrowed. */
const PlotMembers *app_comparison_get_members (AppComparison *self);

/* Adds what time plots draw of it; borrowed until the next tick. */
void app_comparison_fill (AppComparison *self, PlotRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppComparison, app_comparison_free)

G_END_DECLS
