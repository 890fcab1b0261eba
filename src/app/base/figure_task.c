/* One thread per figure; its owner may lose interest at any time. */
#include "app/base/figure_task.h"

struct AppFigure
{
  FigureData *data;
};

/* Owned by both sides: the thread writes figure and error before its task returns, the owner writes
 * cancel, read atomically. */
typedef struct
{
  FigureProvenance provenance;
  int cancel;
  AppFigure *figure;
  GError *error;
} Work;

struct AppFigureTask
{
  Work *work;
  AppFigureFunc done;
  gpointer data;
};

static void
clear_figure (gpointer figure)
{
  figure_data_free (((AppFigure *) figure)->data);
}

AppFigure *
app_figure_new (FigureData *data)
{
  AppFigure *self = g_atomic_rc_box_new (AppFigure);

  self->data = data;
  return self;
}

AppFigure *
app_figure_ref (AppFigure *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
app_figure_unref (AppFigure *self)
{
  g_atomic_rc_box_release_full (self, clear_figure);
}

const FigureData *
app_figure_get_data (const AppFigure *self)
{
  return self->data;
}

static void
clear_work (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->figure, app_figure_unref);
  g_clear_error (&work->error);
}

static void
release_work (gpointer work)
{
  g_atomic_rc_box_release_full (work, clear_work);
}

static void
compute_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  FigureData *figure = figure_compute_from (&work->provenance, &work->cancel, &work->error);

  if (figure != NULL)
    work->figure = app_figure_new (figure);
  g_task_return_boolean (task, TRUE);
}

/* The task's owner is gone where it has cancelled, and must not be looked at. */
static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  AppFigureTask *self = data;

  if (!g_atomic_int_get (&work->cancel))
    self->done (work->figure, work->error, self->data);
}

AppFigureTask *
app_figure_task_start (const FigureProvenance *provenance, AppFigureFunc done, gpointer data)
{
  AppFigureTask *self = g_new0 (AppFigureTask, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, self);

  self->work = g_atomic_rc_box_new0 (Work);
  self->work->provenance = *provenance;
  self->done = done;
  self->data = data;
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->work), release_work);
  g_task_run_in_thread (task, compute_in_thread);
  return self;
}

void
app_figure_task_free (AppFigureTask *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->work->cancel, 1);
  release_work (self->work);
  g_free (self);
}
