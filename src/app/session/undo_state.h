/* All of a session that can be undone, as it is at one moment: parameters, kicks, pins, views. */
#pragma once

#include "app/session/session.h"
#include "app/session/undo_recorder.h"

G_BEGIN_DECLS

typedef struct AppUndoState AppUndoState;

/* What differs between two of them. */
typedef struct
{
  int n_keys;    /* parameters */
  ModelKey key;  /* the first of them */
  gboolean data; /* those of a file, which has been read again */
  gboolean kicks, comparison, pins, difference, fork, view;
  gboolean log_loss; /* of the view */
  gboolean look;     /* nothing but where the view looks: zoom, camera */
} AppUndoStateChange;

AppUndoState *app_undo_state_new (AppSession *session);
void app_undo_state_free (AppUndoState *self);
/* Makes the session what it was. */
void app_undo_state_restore (const AppUndoState *self, AppSession *session);
/* Leaves runs out that can be trained again: they are as soon as it is restored. */
void app_undo_state_shrink (AppUndoState *self);
/* FALSE where nothing differs. */
gboolean
app_undo_state_compare (const AppUndoState *a, const AppUndoState *b, AppUndoStateChange *change);

/* Each change of parameters, pins, comparison or view is a step to undo from now on. Kicks are
 * noted by those who kick, as one step for a whole drag. */
AppUndoRecorder *app_undo_state_record (AppSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppUndoState, app_undo_state_free)

G_END_DECLS
