/* The recorder: compares its owner with what it last was, and keeps what it was. */
#include "app/session/undo_recorder.h"

#include "app/base/clock.h"

struct AppUndoRecorder
{
  AppUndo *undo;
  const AppUndoRecorderClass *klass;
  gpointer owner;
  gpointer last;    /* state */
  int last_key;     /* of the newest change */
  gint64 last_time; /* when it went on, microseconds */
  guint serial; /* of the newest step then: another one has come between where it is not the same */
};

/* What is kept on the stack. */
typedef struct
{
  const AppUndoRecorderClass *klass;
  gpointer owner;
  gpointer state;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  step->klass->free (step->state);
  g_free (step);
}

static void
exchange (gpointer data)
{
  Step *step = data;
  gpointer present = step->klass->take (step->owner);

  step->klass->restore (step->state, step->owner);
  step->klass->free (step->state);
  step->state = present;
}

static void
shrink (gpointer data)
{
  Step *step = data;

  if (step->klass->shrink != NULL)
    step->klass->shrink (step->state);
}

/* Takes the state before over. */
static void
push (AppUndoRecorder *self, gpointer before)
{
  static const AppUndoClass klass = { exchange, shrink, step_free };
  g_autofree char *name = self->klass->name (before, self->last);
  Step *step = g_new (Step, 1);

  *step = (Step){ self->klass, self->owner, before };
  app_undo_push (self->undo, name, &klass, step);
}

/* Whether a change belongs to a movement that has been noted already: of a slider, of a wheel. */
static gboolean
goes_on (AppUndoRecorder *self, const AppUndoChange *change, gint64 now)
{
  return change->key != APP_UNDO_NO_KEY && change->key == self->last_key &&
         now - self->last_time < APP_UNDO_RECORDER_GESTURE_US &&
         self->serial == app_undo_get_serial (self->undo);
}

static void
changed_cb (AppUndoRecorder *self)
{
  const gboolean silent = app_undo_is_silent (self->undo);
  const gint64 now = app_clock_now ();
  gpointer before = self->last;
  AppUndoChange change = { .key = APP_UNDO_NO_KEY };

  if (app_undo_is_within (self->undo))
    return;
  self->last = self->klass->take (self->owner);
  if (!self->klass->compare (before, self->last, &change))
    {
      self->klass->free (before);
      return;
    }
  if (silent || change.noted || goes_on (self, &change, now))
    self->klass->free (before);
  else
    push (self, before);
  self->last_key = silent ? APP_UNDO_NO_KEY : change.key;
  self->last_time = now;
  self->serial = app_undo_get_serial (self->undo);
}

AppUndoRecorder *
app_undo_recorder_new (AppUndo *undo,
                       const AppUndoRecorderClass *klass,
                       gpointer owner,
                       const char *const *signals)
{
  AppUndoRecorder *self = g_new0 (AppUndoRecorder, 1);

  *self = (AppUndoRecorder){ .undo = undo,
                             .klass = klass,
                             .owner = owner,
                             .last = klass->take (owner),
                             .last_key = APP_UNDO_NO_KEY };
  for (int i = 0; signals[i] != NULL; i++)
    g_signal_connect_swapped (owner, signals[i], G_CALLBACK (changed_cb), self);
  return self;
}

void
app_undo_recorder_free (AppUndoRecorder *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->owner, self);
  self->klass->free (self->last);
  g_free (self);
}
