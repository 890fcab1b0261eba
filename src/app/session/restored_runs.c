/* Revival: the trainers of all runs, one after the other, in a task's thread. */
#include "app/session/restored_runs.h"

#include "app/session/session_pins.h"
#include "run/recipe_training.h"

#include <gio/gio.h>

#define PENDING "app-revival"

typedef struct
{
  FigureProvenance provenance;
  ModelSnapshot *pins[STUDY_PINS_MAX]; /* NULL: it does not train any more */
  ModelSnapshot *ghost, *fork_parent;
  GWeakRef session;
} Revival;

static void
free_restored_runs (gpointer data)
{
  Revival *self = data;

  for (int i = 0; i < STUDY_PINS_MAX; i++)
    g_clear_pointer (&self->pins[i], model_snapshot_unref);
  g_clear_pointer (&self->ghost, model_snapshot_unref);
  g_clear_pointer (&self->fork_parent, model_snapshot_unref);
  g_weak_ref_clear (&self->session);
  g_free (self);
}

static void
train_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Revival *self = data;
  const StudyCompared *compared = &self->provenance.compared;

  if (compared->has_fork_parent)
    self->fork_parent = run_train_recipe (&compared->fork_parent, NULL, NULL);
  for (int i = 0; i < compared->n_pins; i++)
    self->pins[i] = run_train_recipe (&compared->pins[i], NULL, NULL);
  if (compared->has_ghost)
    self->ghost = run_train_recipe (&compared->ghost, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static gboolean
is_on (AppSession *session, const ModelRecipe *recipe)
{
  ModelRecipe present;
  const ModelKick *kicks;
  int n;

  model_recipe_init (&present);
  present.experiment = *app_session_get_experiment (session);
  kicks = app_session_get_kicks (session, &n);
  model_recipe_set_kicks (&present, kicks, n);
  return model_recipe_equal (&present, recipe);
}

static void
set_pins (const Revival *self, AppSession *session)
{
  const StudyCompared *compared = &self->provenance.compared;
  g_autoptr (StudyPins) pins = study_pins_new ();
  g_autoptr (StudyPinsState) state = NULL;

  if (compared->n_pins == 0 || study_pins_count (app_session_get_pins (session)) > 0)
    return;
  for (int i = 0; i < compared->n_pins; i++)
    if (self->pins[i] != NULL)
      study_pins_add_at (pins, self->pins[i], compared->slots[i]);
  study_pins_set_difference (pins, compared->difference);
  state = study_pins_get_state (pins);
  app_session_set_pins_state (session, state);
}

/* From the trunk, which is on screen, to the future. */
static void
set_fork (const Revival *self, AppSession *session)
{
  const FigureProvenance *provenance = &self->provenance;
  const double playhead = provenance->view.playhead;
  g_autoptr (StudyFork) fork = NULL;

  if (self->fork_parent == NULL || app_session_get_fork (session) != NULL ||
      !is_on (session, &provenance->compared.fork_parent))
    return;
  fork = study_fork_new (self->fork_parent, (double) provenance->compared.fork);
  if (!study_fork_takes (fork, &provenance->run.experiment))
    return;
  app_session_set_fork (session, fork);
  app_session_set_experiment (session, &provenance->run.experiment, NULL);
  app_session_set_kicks (session, provenance->run.kicks, provenance->run.n_kicks);
  app_session_place_playhead (session, playhead);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Revival *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (AppSession) session = g_weak_ref_get (&self->session);

  if (session == NULL || g_object_get_data (G_OBJECT (session), PENDING) != self)
    return;
  g_object_set_data (G_OBJECT (session), PENDING, NULL);
  app_undo_set_silent (app_session_get_undo (session), TRUE);
  set_pins (self, session);
  if (self->ghost != NULL && is_on (session, &self->provenance.run))
    app_session_set_ghost (session, self->ghost);
  set_fork (self, session);
  app_undo_set_silent (app_session_get_undo (session), FALSE);
}

gboolean
app_restored_runs_is_pending (AppSession *session)
{
  return g_object_get_data (G_OBJECT (session), PENDING) != NULL;
}

void
app_restored_runs_start (AppSession *session, const FigureProvenance *provenance)
{
  const StudyCompared *compared = &provenance->compared;
  g_autoptr (GTask) task = NULL;
  Revival *self;

  if (compared->n_pins == 0 && !compared->has_ghost && !compared->has_fork_parent)
    {
      g_object_set_data (G_OBJECT (session), PENDING, NULL);
      return;
    }
  self = g_new0 (Revival, 1);
  self->provenance = *provenance;
  g_weak_ref_init (&self->session, session);
  g_object_set_data (G_OBJECT (session), PENDING, self);
  task = g_task_new (NULL, NULL, done_cb, NULL);
  g_task_set_task_data (task, self, free_restored_runs);
  g_task_run_in_thread (task, train_in_thread);
}
