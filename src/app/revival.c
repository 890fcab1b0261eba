/* Revival: the trainers of all pins, one after the other, in a task's thread. */
#include "app/revival.h"

#include "app/session_pins.h"
#include "theory/init_scale.h"

#include <gio/gio.h>

#define PENDING "app-revival"

typedef struct
{
  ModelExperiment experiment;
  ModelKick kicks[MODEL_KICK_MAX];
  int n_kicks, slot;
  ModelSnapshot *snapshot; /* the result, or NULL */
} Run;

struct AppRevival
{
  Run runs[PLOT_PINS_MAX];
  int n, difference;
  GWeakRef session;
};

AppRevival *
app_revival_new (void)
{
  AppRevival *self = g_new0 (AppRevival, 1);

  g_weak_ref_init (&self->session, NULL);
  return self;
}

void
app_revival_free (AppRevival *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < self->n; i++)
    model_snapshot_unref (self->runs[i].snapshot);
  g_weak_ref_clear (&self->session);
  g_free (self);
}

void
app_revival_add (AppRevival *self,
                 const ModelExperiment *experiment,
                 const ModelKick *kicks,
                 int n_kicks,
                 int slot)
{
  Run *run = &self->runs[self->n];

  if (self->n == PLOT_PINS_MAX)
    return;
  run->experiment = *experiment;
  run->n_kicks = n_kicks;
  run->slot = slot;
  for (int i = 0; i < n_kicks; i++)
    run->kicks[i] = kicks[i];
  self->n++;
}

/* NULL where the experiment does not train any more. */
static ModelSnapshot *
train (const Run *run)
{
  g_autoptr (ModelTrainer) trainer = theory_init_scale_new_trainer (&run->experiment, NULL);

  if (trainer == NULL)
    return NULL;
  for (int i = 0; i < run->n_kicks; i++)
    {
      model_trainer_run (trainer, run->kicks[i].epoch - model_trainer_get_epoch (trainer), NULL);
      if (model_trainer_get_epoch (trainer) < run->kicks[i].epoch ||
          !model_trainer_kick (trainer, &run->kicks[i], NULL, NULL))
        break;
    }
  model_trainer_run (trainer, G_MAXINT64, NULL);
  return model_trainer_snapshot (trainer, 0);
}

static void
train_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AppRevival *self = data;

  for (int i = 0; i < self->n; i++)
    self->runs[i].snapshot = train (&self->runs[i]);
  g_task_return_boolean (task, TRUE);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  AppRevival *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (AppSession) session = g_weak_ref_get (&self->session);
  g_autoptr (PlotPins) pins = plot_pins_new ();
  g_autoptr (PlotPinsState) state = NULL;

  if (session == NULL)
    return;
  g_object_set_data (G_OBJECT (session), PENDING, NULL);
  if (plot_pins_count (app_session_get_pins (session)) > 0)
    return;
  for (int i = 0; i < self->n; i++)
    if (self->runs[i].snapshot != NULL)
      plot_pins_add_at (pins, self->runs[i].snapshot, self->runs[i].slot);
  plot_pins_set_difference (pins, self->difference);
  state = plot_pins_get_state (pins);
  /* It has not been done by anybody, and cannot be undone. */
  const gboolean first = app_undo_get_undo_name (app_session_get_undo (session)) == NULL;
  app_session_set_pins_state (session, state);
  if (first)
    app_undo_clear (app_session_get_undo (session));
}

gboolean
app_revival_is_pending (AppSession *session)
{
  return g_object_get_data (G_OBJECT (session), PENDING) != NULL;
}

void
app_revival_start (AppRevival *self, AppSession *session, int difference)
{
  g_autoptr (GTask) task = NULL;

  if (self->n == 0)
    {
      app_revival_free (self);
      return;
    }
  task = g_task_new (NULL, NULL, done_cb, NULL);
  g_object_set_data (G_OBJECT (session), PENDING, self);
  self->difference = difference;
  g_weak_ref_set (&self->session, session);
  g_task_set_task_data (task, self, (GDestroyNotify) app_revival_free);
  g_task_run_in_thread (task, train_in_thread);
}
