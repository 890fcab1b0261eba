/* The recorder: compares the session with what it last was, and keeps what it was. */
#include "app/session/undo_recorder.h"

#include "app/base/clock.h"
#include "app/session/undo_state.h"

struct AppUndoRecorder
{
  AppSession *session;
  AppUndoState *last;
  gint64 last_time; /* of the newest change of a parameter; 0: none */
  ModelKey last_key;
  gint64 last_view; /* the same of a change of the view alone */
  guint gesture;
  guint serial; /* of the newest step then: another one has come between where it is not the same */
};

/* What is kept on the stack. It goes with the session, which owns the stack. */
typedef struct
{
  AppSession *session;
  AppUndoState *undo_state;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  app_undo_state_free (step->undo_state);
  g_free (step);
}

static void
exchange (gpointer data)
{
  Step *step = data;
  AppUndoState *present = app_undo_state_new (step->session);

  app_undo_state_restore (step->undo_state, step->session);
  app_undo_state_free (step->undo_state);
  step->undo_state = present;
}

static void
push (AppUndoRecorder *self, const AppUndoStateChange *change, AppUndoState *before)
{
  g_autofree char *name = app_undo_state_name_change (change);
  Step *step = g_new (Step, 1);

  *step = (Step){ self->session, before };
  app_undo_push (app_session_get_undo (self->session), name, exchange, step, step_free);
}

/* Whether a change belongs to the movement of a slider that has been noted already. */
static gboolean
goes_on (AppUndoRecorder *self, const AppUndoStateChange *change, gint64 now)
{
  return self->last_time > 0 && now - self->last_time < APP_UNDO_RECORDER_GESTURE_US &&
         change->n_keys > 0 && change->key == self->last_key &&
         self->gesture == app_session_get_gesture (self->session);
}

/* Turns of a wheel, a drag of the surface. */
static gboolean
goes_on_looking (AppUndoRecorder *self, const AppUndoStateChange *change, gint64 now)
{
  return self->last_view > 0 && now - self->last_view < APP_UNDO_RECORDER_GESTURE_US &&
         change->look && self->gesture == app_session_get_gesture (self->session);
}

static void
changed_cb (AppUndoRecorder *self)
{
  AppUndo *undo = app_session_get_undo (self->session);
  AppUndoState *present, *before = self->last;
  const gint64 now = app_clock_now ();
  AppUndoStateChange change;

  if (app_undo_is_within (undo))
    return;
  present = app_undo_state_new (self->session);
  self->last = present;
  if (!app_undo_state_compare (before, present, &change))
    {
      app_undo_state_free (before);
      return;
    }
  const gboolean only_kicks = change.kicks && change.n_keys == 0 && !change.fork;
  const gboolean may_go_on = self->serial == app_undo_get_serial (undo) &&
                             (goes_on (self, &change, now) || goes_on_looking (self, &change, now));
  if (app_undo_is_silent (undo) || only_kicks || may_go_on)
    app_undo_state_free (before);
  else
    push (self, &change, before);
  self->last_time = app_undo_is_silent (undo) || change.n_keys == 0 ? 0 : now;
  self->last_view = app_undo_is_silent (undo) || !change.look ? 0 : now;
  self->last_key = change.key;
  self->gesture = app_session_get_gesture (self->session);
  self->serial = app_undo_get_serial (undo);
}

AppUndoRecorder *
app_undo_recorder_new (AppSession *session)
{
  AppUndoRecorder *self = g_new0 (AppUndoRecorder, 1);

  self->session = g_object_ref (session);
  self->last = app_undo_state_new (session);
  g_signal_connect_swapped (session, "experiment-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (session, "view-changed", G_CALLBACK (changed_cb), self);
  return self;
}

void
app_undo_recorder_free (AppUndoRecorder *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->session, self);
  app_undo_state_free (self->last);
  g_object_unref (self->session);
  g_free (self);
}
