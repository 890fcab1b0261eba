/* Under a moving slider threads do not pile up: the one at work is cancelled, and followed by one
 * for the newest run. */
#include "app/session/forecaster.h"

#include <gio/gio.h>

struct AppForecaster
{
  AppForecasterFunc done;
  gpointer data;
  ModelSnapshot *snapshot; /* of the newest run, or NULL */
  GTask *task;             /* at work, or NULL; it owns its forecast */
};

static void
compute_in_thread (GTask *task, gpointer source, gpointer forecast, GCancellable *cancellable)
{
  study_forecast_compute (forecast);
  g_task_return_boolean (task, TRUE);
}

static void start (AppForecaster *self);

/* Hands over what the task has found, or starts one for a newer run. */
static void
finish (AppForecaster *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  StudyForecast *forecast = g_task_get_task_data (task);

  forecast->owner = NULL;
  if (forecast->snapshot->generation == self->snapshot->generation)
    self->done (forecast, self->data);
  else
    start (self);
}

/* A task that is left alone goes on to its end without its forecaster. */
static void
done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  StudyForecast *forecast = g_task_get_task_data (G_TASK (result));

  if (forecast->owner != NULL)
    finish (forecast->owner);
}

void
app_forecaster_poll (AppForecaster *self)
{
  if (self->task != NULL && study_forecast_is_done (g_task_get_task_data (self->task)))
    finish (self);
}

static void
start (AppForecaster *self)
{
  StudyForecast *forecast = study_forecast_new (self->snapshot);

  forecast->owner = self;
  self->task = g_task_new (NULL, NULL, done_cb, NULL);
  g_task_set_task_data (self->task, forecast, (GDestroyNotify) study_forecast_free);
  g_task_run_in_thread (self->task, compute_in_thread);
}

AppForecaster *
app_forecaster_new (AppForecasterFunc done, gpointer data)
{
  AppForecaster *self = g_new0 (AppForecaster, 1);

  self->done = done;
  self->data = data;
  return self;
}

void
app_forecaster_free (AppForecaster *self)
{
  if (self->task != NULL)
    {
      StudyForecast *forecast = g_task_get_task_data (self->task);

      forecast->owner = NULL;
      study_forecast_cancel (forecast);
    }
  g_clear_object (&self->task);
  g_clear_pointer (&self->snapshot, model_snapshot_unref);
  g_free (self);
}

void
app_forecaster_follow (AppForecaster *self, ModelSnapshot *snapshot)
{
  g_clear_pointer (&self->snapshot, model_snapshot_unref);
  self->snapshot = model_snapshot_ref (snapshot);
  if (self->task != NULL)
    study_forecast_cancel (g_task_get_task_data (self->task));
  else
    start (self);
}
