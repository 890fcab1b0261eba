/* All of them are trained in a task's thread, one after the other. */
#include "app/session/restored_runs.h"

#include "app/session/session_pins.h"

#include <gio/gio.h>

#define PENDING "app-restored-runs"

typedef struct
{
  ModelRecipe run; /* the session's at first */
  StudyCompared compared;
  StudyComparedRuns *runs; /* NULL: not trained yet */
  GWeakRef session;
} Restored;

static void
free_restored (gpointer data)
{
  Restored *self = data;

  study_compared_runs_free (self->runs);
  g_weak_ref_clear (&self->session);
  g_free (self);
}

static void
train_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restored *self = data;

  self->runs = study_compared_runs_restore (&self->compared, &self->run);
  g_task_return_boolean (task, TRUE);
}

static void
set_pins (StudyPins *pins, AppSession *session)
{
  g_autoptr (StudyPinsState) state = study_pins_get_state (pins);

  if (study_pins_count (pins) > 0 && study_pins_count (app_session_get_pins (session)) == 0)
    app_session_set_pins_state (session, state);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Restored *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (AppSession) session = g_weak_ref_get (&self->session);
  const ModelRecipe *present;
  ModelSnapshot *ghost;

  if (session == NULL || g_object_get_data (G_OBJECT (session), PENDING) != self)
    return;
  g_object_set_data (G_OBJECT (session), PENDING, NULL);
  present = app_session_get_recipe (session);
  ghost = study_compared_runs_get_ghost (self->runs);
  app_undo_set_silent (app_session_get_undo (session), TRUE);
  set_pins (self->runs->pins, session);
  if (ghost != NULL && model_recipe_equal (present, &self->run))
    app_session_set_ghost (session, ghost);
  if (self->runs->fork_parent != NULL && model_recipe_equal_fork (present, &self->run))
    app_session_set_fork_parent (session, self->runs->fork_parent);
  app_undo_set_silent (app_session_get_undo (session), FALSE);
}

gboolean
app_restored_runs_is_pending (AppSession *session)
{
  return g_object_get_data (G_OBJECT (session), PENDING) != NULL;
}

void
app_restored_runs_start (AppSession *session, const StudyCompared *compared)
{
  const ModelRecipe *run = app_session_get_recipe (session);
  g_autoptr (GTask) task = NULL;
  Restored *self;

  g_object_set_data (G_OBJECT (session), PENDING, NULL);
  if (!run->is_fork && (compared == NULL || (compared->n_pins == 0 && !compared->has_ghost)))
    return;
  self = g_new0 (Restored, 1);
  self->run = *run;
  study_compared_init (&self->compared);
  if (compared != NULL)
    self->compared = *compared;
  g_weak_ref_init (&self->session, session);
  g_object_set_data (G_OBJECT (session), PENDING, self);
  task = g_task_new (NULL, NULL, done_cb, NULL);
  g_task_set_task_data (task, self, free_restored);
  g_task_run_in_thread (task, train_in_thread);
}
