/* A pool, looked at once a frame while it runs. */
#include "app/sweep/sweep_runner.h"

#include "app/base/trim.h"
#include "app/sweep/sweep_cache.h"

struct AppSweepRunner
{
  GtkWidget *widget;
  const AppSweepRunnerClass *klass;
  gpointer data;
  RunSweepPool *pool; /* or NULL */
  GArray *finished;   /* RunSweepDone: taken from the pool in this frame */
  gboolean running;   /* the pool's end has not been told yet */
  guint tick;         /* 0 where nothing runs, and while it is paused */
};

AppSweepRunner *
app_sweep_runner_new (GtkWidget *widget, const AppSweepRunnerClass *klass, gpointer data)
{
  AppSweepRunner *self = g_new0 (AppSweepRunner, 1);

  self->widget = widget;
  self->klass = klass;
  self->data = data;
  self->finished = g_array_new (FALSE, FALSE, sizeof (RunSweepDone));
  return self;
}

void
app_sweep_runner_drop (AppSweepRunner *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
  self->running = FALSE;
  g_clear_pointer (&self->pool, run_sweep_pool_free);
}

void
app_sweep_runner_free (AppSweepRunner *self)
{
  app_sweep_runner_drop (self);
  g_array_unref (self->finished);
  g_free (self);
}

static void
take (AppSweepRunner *self)
{
  g_array_set_size (self->finished, 0);
  run_sweep_pool_take (self->pool, self->finished);
  if (self->finished->len > 0)
    self->klass->done (self->data, (const RunSweepDone *) (gpointer) self->finished->data,
                       (int) self->finished->len);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AppSweepRunner *self = data;
  g_autoptr (GError) error = NULL;
  RunSweepProgress progress;

  /* Before the results: what rests or has ended brings no more behind them. */
  run_sweep_pool_get_progress (self->pool, &progress);
  take (self);
  self->klass->progressed (self->data);
  if (!progress.ended && !progress.resting)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  app_trim_later ();
  if (!progress.ended)
    return G_SOURCE_REMOVE;
  self->running = FALSE;
  error = run_sweep_pool_dup_error (self->pool);
  self->klass->ended (self->data, error);
  return G_SOURCE_REMOVE;
}

/* A pool that is paused has nothing to tell. */
static void
wake (AppSweepRunner *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

void
app_sweep_runner_start (AppSweepRunner *self, const RunSweep *sweep)
{
  app_sweep_runner_drop (self);
  self->pool = app_sweep_cache_start (sweep);
  self->running = TRUE;
  wake (self);
}

void
app_sweep_runner_toggle (AppSweepRunner *self)
{
  RunSweepProgress progress;

  g_return_if_fail (self->running);

  run_sweep_pool_get_progress (self->pool, &progress);
  run_sweep_pool_set_paused (self->pool, !progress.paused);
  wake (self);
}

void
app_sweep_runner_stop (AppSweepRunner *self)
{
  if (!self->running)
    return;
  run_sweep_pool_cancel (self->pool);
  run_sweep_pool_set_paused (self->pool, FALSE);
  wake (self);
}

gboolean
app_sweep_runner_is_running (const AppSweepRunner *self)
{
  return self->running;
}

gboolean
app_sweep_runner_get_progress (AppSweepRunner *self, RunSweepProgress *progress)
{
  if (self->pool == NULL)
    return FALSE;
  run_sweep_pool_get_progress (self->pool, progress);
  return TRUE;
}
