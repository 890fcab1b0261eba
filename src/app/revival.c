/* Revival: the trainers of all runs, one after the other, in a task's thread. */
#include "app/revival.h"

#include "app/session_pins.h"
#include "run/retrain.h"

#include <gio/gio.h>

#define PENDING "app-revival"

typedef struct
{
  PlotProvenance provenance;
  ModelSnapshot *pins[PLOT_PINS_MAX]; /* NULL: it does not train any more */
  ModelSnapshot *ghost, *trunk;
  GWeakRef session;
} Revival;

static void
free_revival (gpointer data)
{
  Revival *self = data;

  for (int i = 0; i < PLOT_PINS_MAX; i++)
    g_clear_pointer (&self->pins[i], model_snapshot_unref);
  g_clear_pointer (&self->ghost, model_snapshot_unref);
  g_clear_pointer (&self->trunk, model_snapshot_unref);
  g_weak_ref_clear (&self->session);
  g_free (self);
}

static void
train_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Revival *self = data;
  const PlotBeside *beside = &self->provenance.beside;

  if (beside->has_trunk)
    self->trunk = run_retrain (&beside->trunk, NULL, NULL);
  for (int i = 0; i < beside->n_pins; i++)
    self->pins[i] = run_retrain (&beside->pins[i], NULL, NULL);
  if (beside->has_ghost)
    self->ghost = run_retrain (&beside->ghost, NULL, NULL);
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
  const PlotBeside *beside = &self->provenance.beside;
  g_autoptr (PlotPins) pins = plot_pins_new ();
  g_autoptr (PlotPinsState) state = NULL;

  if (beside->n_pins == 0 || plot_pins_count (app_session_get_pins (session)) > 0)
    return;
  for (int i = 0; i < beside->n_pins; i++)
    if (self->pins[i] != NULL)
      plot_pins_add_at (pins, self->pins[i], beside->slots[i]);
  plot_pins_set_difference (pins, beside->difference);
  state = plot_pins_get_state (pins);
  app_session_set_pins_state (session, state);
}

/* From the trunk, which is on screen, to the future. */
static void
set_fork (const Revival *self, AppSession *session)
{
  const PlotProvenance *provenance = &self->provenance;
  const double playhead = provenance->view.playhead;
  g_autoptr (PlotBranch) branch = NULL;

  if (self->trunk == NULL || app_session_get_branch (session) != NULL ||
      !is_on (session, &provenance->beside.trunk))
    return;
  branch = plot_branch_new (self->trunk, (double) provenance->beside.fork);
  if (!plot_branch_takes (branch, &provenance->run.experiment))
    return;
  app_session_set_branch (session, branch);
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
app_revival_is_pending (AppSession *session)
{
  return g_object_get_data (G_OBJECT (session), PENDING) != NULL;
}

void
app_revival_start (AppSession *session, const PlotProvenance *provenance)
{
  const PlotBeside *beside = &provenance->beside;
  g_autoptr (GTask) task = NULL;
  Revival *self;

  if (beside->n_pins == 0 && !beside->has_ghost && !beside->has_trunk)
    {
      g_object_set_data (G_OBJECT (session), PENDING, NULL);
      return;
    }
  self = g_new0 (Revival, 1);
  self->provenance = *provenance;
  g_weak_ref_init (&self->session, session);
  g_object_set_data (G_OBJECT (session), PENDING, self);
  task = g_task_new (NULL, NULL, done_cb, NULL);
  g_task_set_task_data (task, self, free_revival);
  g_task_run_in_thread (task, train_in_thread);
}
