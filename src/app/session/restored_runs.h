/* Runs beside a session's run that files tell of, trained again in a thread. */
#pragma once

#include "app/session/session.h"
#include "figure/file/provenance.h"

G_BEGIN_DECLS

/**
 * app_restored_runs_start:
 * Trains pins, ghost and the trunk of a fork; when all are done, they become the session's, each
 * unless the session has gone on meanwhile: to other pins, to another run. None of it is a step to
 * undo. The session does not wait for it, nor lives for it; another one takes its place.
 */
void app_restored_runs_start (AppSession *session, const FigureProvenance *provenance);

/* TRUE while runs of this session are being trained: it is not complete yet. */
gboolean app_restored_runs_is_pending (AppSession *session);

G_END_DECLS
