/* Runs beside a session's run of which only the recipes are known, trained again in a thread: pins,
 * the ghost, the parent of a fork. Nothing waits for them: what is saved is the recipes. */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

/**
 * app_restored_runs_watch:
 * From now on whatever is missing beside the run is trained, one after the other: it appears as it
 * is done, and is no step to undo. What the session does not want any more is given up. One that
 * cannot be trained stays a recipe, and says why: study_pins_get_problem(). Emits data-changed
 * where it begins to take long, and ends.
 */
void app_restored_runs_watch (AppSession *session);
/* The ghost of the run as it is now. @ghost: (nullable): none */
void app_restored_runs_expect_ghost (AppSession *session, const ModelRecipe *ghost);
/* That recipe while it is not trained yet; NULL: there is none. Borrowed. */
const ModelRecipe *app_restored_runs_get_ghost (AppSession *session);

/* TRUE while runs of this session are being trained. */
gboolean app_restored_runs_is_pending (AppSession *session);
/* TRUE once that has gone on for so long that one would want to stop it. */
gboolean app_restored_runs_is_slow (AppSession *session);
/* Gives up what is not trained yet; pins say so, and stay. */
void app_restored_runs_stop (AppSession *session);
/* Trains a pin after all that was stopped, or could not be trained. */
void app_restored_runs_retry (AppSession *session, int pin);

G_END_DECLS
