/* Figures to the clipboard and to printers. */
#include "app/export/export_quick.h"

#include "app/export/export_clipboard.h"
#include "app/export/export_print.h"
#include "figure/words/caption.h"
#include "run/job_slot.h"

struct AppExportQuick
{
  GtkWidget *window; /* owns this */
  AppExportQuickFunc done;
  gpointer data;
  RunJobSlot *slot;
};

typedef struct
{
  AppExportQuickKind kind;
  FigureProvenance provenance;
  AppFigure *figure;           /* or NULL */
  GdkContentProvider *content; /* what is made of it; NULL to print */
  GError *error;
} Job;

static void
compute (gpointer data, const int *cancel)
{
  Job *job = data;
  FigureData *figure;

  if (job->figure == NULL)
    {
      figure = figure_compute_from (&job->provenance, cancel, &job->error);
      if (figure == NULL)
        return;
      job->figure = app_figure_new (figure);
    }
  if (job->kind == APP_EXPORT_QUICK_PICTURE)
    job->content =
        app_export_clipboard_provide (app_figure_get_data (job->figure), &job->provenance.view,
                                      &job->provenance.options, &job->error);
  if (job->kind == APP_EXPORT_QUICK_CAPTION)
    {
      g_autofree char *caption = figure_caption_new_for (app_figure_get_data (job->figure));

      job->content = gdk_content_provider_new_typed (G_TYPE_STRING, caption);
    }
}

static void
done_cb (gpointer computed, gpointer data)
{
  Job *job = computed;
  AppExportQuick *self = data;

  if (job->error == NULL && job->kind == APP_EXPORT_QUICK_PRINT)
    app_export_print (GTK_WINDOW (self->window), job->figure, &job->provenance.view,
                      &job->provenance.options);
  else if (job->error == NULL)
    gdk_clipboard_set_content (gtk_widget_get_clipboard (self->window), job->content);
  self->done (job->kind, job->error, self->data);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->figure, app_figure_unref);
  g_clear_object (&job->content);
  g_clear_error (&job->error);
  g_free (job);
}

static const RunJobClass job_class = { "copy", FALSE, compute, done_cb, free_job };

AppExportQuick *
app_export_quick_new (GtkWidget *window, AppExportQuickFunc done, gpointer data)
{
  AppExportQuick *self = g_new0 (AppExportQuick, 1);

  *self = (AppExportQuick){ .window = window, .done = done, .data = data };
  self->slot = run_job_slot_new (&job_class, 1, self);
  return self;
}

void
app_export_quick_free (AppExportQuick *self)
{
  if (self == NULL)
    return;
  run_job_slot_leave (self->slot);
  g_free (self);
}

void
app_export_quick_start (AppExportQuick *self,
                        AppExportQuickKind kind,
                        const FigureProvenance *provenance,
                        AppFigure *figure)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->provenance = *provenance;
  job->figure = figure != NULL ? app_figure_ref (figure) : NULL;
  run_job_slot_start (self->slot, job);
}

gboolean
app_export_quick_is_busy (AppExportQuick *self)
{
  return run_job_slot_is_busy (self->slot);
}
