/* One thread per set of lines; nobody waits for those of what is no longer shown. */
#include "app/sweep/sweep_lines.h"

/* Shared with the thread, which reads cancel atomically and else only what never changes. */
struct AppSweepLines
{
  RunSweep *sweep;
  RunSweepMeasure measure;
  int cancel;
  AppSweepLinesFunc done;
  gpointer data;
};

static void
clear (gpointer data)
{
  run_sweep_unref (((AppSweepLines *) data)->sweep);
}

static void
release (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
compute_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const AppSweepLines *self = data;

  g_task_return_pointer (
      task, plot_sweep_results_compute_lines (self->sweep, self->measure, &self->cancel),
      (GDestroyNotify) g_array_unref);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  const AppSweepLines *self = g_task_get_task_data (G_TASK (result));
  GArray *lines = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_atomic_int_get (&self->cancel))
    g_array_unref (lines);
  else
    self->done (lines, self->data);
}

AppSweepLines *
app_sweep_lines_start (const RunSweep *sweep,
                       RunSweepMeasure measure,
                       AppSweepLinesFunc done,
                       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, NULL);
  AppSweepLines *self = g_atomic_rc_box_new (AppSweepLines);

  *self = (AppSweepLines){ run_sweep_ref ((RunSweep *) sweep), measure, 0, done, data };
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self), release);
  g_task_run_in_thread (task, compute_in_thread);
  return self;
}

void
app_sweep_lines_free (AppSweepLines *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->cancel, 1);
  release (self);
}
