/* How fast a run is played: slower where much happens, so that transitions can be seen. */
#pragma once

#include "model/record/history.h"

G_BEGIN_DECLS

typedef struct StudyPace StudyPace;

/**
 * study_pace_new:
 * Half of the time passes evenly, the other half in proportion to how far loss and weights move,
 * each relative to its range in the run.
 * @history: (nullable): NULL or empty: no time passes
 * @even: all of the time passes evenly
 */
StudyPace *study_pace_new (const ModelHistoryView *history, gboolean even);
void study_pace_free (StudyPace *self);

/* The epoch at a fraction of the playing time, 0..1, and back; both increase. */
double study_pace_get_epoch (const StudyPace *self, double fraction);
double study_pace_get_fraction (const StudyPace *self, double epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyPace, study_pace_free)

G_END_DECLS
