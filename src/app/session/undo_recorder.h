/* Notes whatever changes in a session, so that it can be undone: no widget has to. */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

typedef struct AppUndoRecorder AppUndoRecorder;

/* Changes of one parameter that follow each other faster than this are one step, unless
 * app_session_end_gesture() was called between them. */
#define APP_UNDO_RECORDER_GESTURE_US 800000

/**
 * app_undo_recorder_new:
 * From now on each change of parameters, pins, comparison or view is a step to undo. Kicks are
 * noted by those who kick, as one step for a whole drag.
 */
AppUndoRecorder *app_undo_recorder_new (AppSession *session);
void app_undo_recorder_free (AppUndoRecorder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppUndoRecorder, app_undo_recorder_free)

G_END_DECLS
