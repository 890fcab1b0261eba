/* One thread per file that is written; its owner may lose interest at any time. */
#include "app/export/export_task.h"

#include <glib/gi18n-lib.h>

/* Owned by both sides. The thread writes error before its task returns, and progress atomically;
 * the owner writes cancel and abandoned, read atomically. */
typedef struct
{
  AppExportOrder order;
  char *path;
  int cancel, abandoned;
  int thousandths;
  GError *error;
  GApplication *application; /* or NULL; stays until nothing half written is left */
} Work;

struct AppExportTask
{
  Work *work;
  AppExportFunc done;
  gpointer data;
};

static void
clear_work (gpointer data)
{
  Work *work = data;

  app_figure_unref (work->order.figure);
  g_clear_error (&work->error);
  g_free (work->path);
}

static void
release_work (gpointer work)
{
  g_atomic_rc_box_release_full (work, clear_work);
}

/* A folder that has gone is a thing to say in so many words. */
static gboolean
check_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
               _ ("The folder %s is no longer there: choose another"), folder);
  return FALSE;
}

static void
progress_cb (int done, int all, gpointer data)
{
  g_atomic_int_set (&((Work *) data)->thousandths, 1000 * done / all);
}

static gboolean
write_file (Work *work, GError **error)
{
  const AppExportOrder *order = &work->order;
  const FigureData *figure = app_figure_get_data (order->figure);

  if (order->is_film)
    return figure_film_write (figure, &order->view, &order->options, &order->film, work->path,
                              progress_cb, work, &work->cancel, error);
  return figure_write (figure, &order->view, &order->options, work->path, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) gone = NULL;

  /* A folder may go while a film is being written. */
  if (check_folder (work->path, &work->error) && !write_file (work, &work->error) &&
      !g_error_matches (work->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !check_folder (work->path, &gone))
    {
      g_clear_error (&work->error);
      work->error = g_steal_pointer (&gone);
    }
  g_task_return_boolean (task, TRUE);
}

/* The task's owner is gone where it has freed it, and must not be looked at. */
static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  AppExportTask *self = data;

  if (work->application != NULL)
    g_application_release (work->application);
  if (!g_atomic_int_get (&work->abandoned))
    self->done (work->path, work->error, self->data);
}

AppExportTask *
app_export_task_start (const AppExportOrder *order, AppExportFunc done, gpointer data)
{
  AppExportTask *self = g_new0 (AppExportTask, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, self);

  self->work = g_atomic_rc_box_new0 (Work);
  self->work->order = *order;
  self->work->order.figure = app_figure_ref (order->figure);
  self->work->path = g_strdup (order->path);
  self->work->order.path = self->work->path;
  self->work->application = g_application_get_default ();
  if (self->work->application != NULL)
    g_application_hold (self->work->application);
  self->done = done;
  self->data = data;
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->work), release_work);
  g_task_run_in_thread (task, write_in_thread);
  return self;
}

double
app_export_task_get_progress (AppExportTask *self)
{
  return g_atomic_int_get (&self->work->thousandths) / 1000.0;
}

void
app_export_task_cancel (AppExportTask *self)
{
  g_atomic_int_set (&self->work->cancel, 1);
}

void
app_export_task_free (AppExportTask *self)
{
  if (self == NULL)
    return;
  app_export_task_cancel (self);
  g_atomic_int_set (&self->work->abandoned, 1);
  release_work (self->work);
  g_free (self);
}
