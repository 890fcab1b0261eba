/* What the session's run is compared with: the other fusion layers, or other seeds, trained beside
 * it. */
#pragma once

#include "study/ensemble_runs.h"

G_BEGIN_DECLS

typedef struct AppEnsembleSession AppEnsembleSession;

/* @members: borrowed; what is trained goes there */
AppEnsembleSession *app_ensemble_session_new (StudyEnsembleRuns *members);
void app_ensemble_session_free (AppEnsembleSession *self);

StudyEnsemble app_ensemble_session_get_mode (AppEnsembleSession *self);
/* Trains the members that go with an experiment, or none. Never blocks. */
void app_ensemble_session_set_mode (AppEnsembleSession *self,
                                    StudyEnsemble mode,
                                    const ModelExperiment *experiment);
/* The session trains an experiment: where it is another one, members follow. What was drawn stays
 * until there is something new. */
void app_ensemble_session_follow (AppEnsembleSession *self, const ModelExperiment *experiment);
void app_ensemble_session_stop (AppEnsembleSession *self);
/* Takes what has been trained; TRUE if there is something new. */
gboolean app_ensemble_session_tick (AppEnsembleSession *self);
gboolean app_ensemble_session_is_busy (AppEnsembleSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppEnsembleSession, app_ensemble_session_free)

G_END_DECLS
