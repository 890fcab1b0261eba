/* Runs beside a session's run that files tell of, trained again in a thread. */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

/**
 * app_restored_runs_start:
 * Trains pins and ghost, and the parent where the session's run is a fork; when all are done, they
 * become the session's, each unless the session has gone on meanwhile: to other pins, to another
 * run. None of it is a step to undo. The session does not wait for it, nor lives for it; another
 * one takes its place.
 * @compared: (nullable): NULL: only the parent
 */
void app_restored_runs_start (AppSession *session, const StudyCompared *compared);

/* TRUE while runs of this session are being trained: it is not complete yet. */
gboolean app_restored_runs_is_pending (AppSession *session);

G_END_DECLS
