/* The recorder: compares the session with what it last was, and keeps what it was. */
#include "app/recorder.h"

#include "app/memento.h"

struct AppRecorder
{
  AppSession *session;
  AppMemento *last;
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
  AppMemento *memento;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  app_memento_free (step->memento);
  g_free (step);
}

static void
exchange (gpointer data)
{
  Step *step = data;
  AppMemento *present = app_memento_new (step->session);

  app_memento_restore (step->memento, step->session);
  app_memento_free (step->memento);
  step->memento = present;
}

static void
push (AppRecorder *self, const AppMementoChange *change, AppMemento *before)
{
  g_autofree char *name = app_memento_name_change (change);
  Step *step = g_new (Step, 1);

  *step = (Step){ self->session, before };
  app_undo_push (app_session_get_undo (self->session), name, exchange, step, step_free);
}

/* Whether a change belongs to the movement of a slider that has been noted already. */
static gboolean
goes_on (AppRecorder *self, const AppMementoChange *change, gint64 now)
{
  return self->last_time > 0 && now - self->last_time < APP_RECORDER_GESTURE_US &&
         change->n_keys > 0 && change->key == self->last_key &&
         self->gesture == app_session_get_gesture (self->session);
}

/* Turns of a wheel, a drag of the surface. */
static gboolean
goes_on_looking (AppRecorder *self, const AppMementoChange *change, gint64 now)
{
  return self->last_view > 0 && now - self->last_view < APP_RECORDER_GESTURE_US && change->look &&
         self->gesture == app_session_get_gesture (self->session);
}

static void
changed_cb (AppRecorder *self)
{
  AppUndo *undo = app_session_get_undo (self->session);
  AppMemento *present, *before = self->last;
  const gint64 now = g_get_monotonic_time ();
  AppMementoChange change;

  if (app_undo_is_within (undo))
    return;
  present = app_memento_new (self->session);
  self->last = present;
  if (!app_memento_compare (before, present, &change))
    {
      app_memento_free (before);
      return;
    }
  const gboolean only_kicks = change.kicks && change.n_keys == 0 && !change.branch;
  const gboolean may_go_on = self->serial == app_undo_get_serial (undo) &&
                             (goes_on (self, &change, now) || goes_on_looking (self, &change, now));
  if (app_undo_is_silent (undo) || only_kicks || may_go_on)
    app_memento_free (before);
  else
    push (self, &change, before);
  self->last_time = app_undo_is_silent (undo) || change.n_keys == 0 ? 0 : now;
  self->last_view = app_undo_is_silent (undo) || !change.look ? 0 : now;
  self->last_key = change.key;
  self->gesture = app_session_get_gesture (self->session);
  self->serial = app_undo_get_serial (undo);
}

AppRecorder *
app_recorder_new (AppSession *session)
{
  AppRecorder *self = g_new0 (AppRecorder, 1);

  self->session = g_object_ref (session);
  self->last = app_memento_new (session);
  g_signal_connect_swapped (session, "experiment-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (session, "view-changed", G_CALLBACK (changed_cb), self);
  return self;
}

void
app_recorder_free (AppRecorder *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->session, self);
  app_memento_free (self->last);
  g_object_unref (self->session);
  g_free (self);
}
