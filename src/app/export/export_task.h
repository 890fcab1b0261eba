/* Writing a figure to a file, in a thread: a picture, or a film with progress and cancel. */
#pragma once

#include "app/base/figure_task.h"

#include <gio/gio.h>
#include "figure/file/film.h"

G_BEGIN_DECLS

typedef struct
{
  AppFigure *figure; /* a reference is taken */
  StudyView view;
  FigureExport options;
  gboolean is_film;
  FigureFilm film;
  const char *path;
} AppExportOrder;

typedef struct AppExportTask AppExportTask;

/* @error: (nullable): NULL: it is written */
typedef void (*AppExportFunc) (const char *path, const GError *error, gpointer data);

/* Calls back in the main thread, unless it is freed before. */
AppExportTask *
app_export_task_start (const AppExportOrder *order, AppExportFunc done, gpointer data);
/* Of the pictures of a film, 0..1. */
double app_export_task_get_progress (AppExportTask *self);
/* A film ends soon after, with G_IO_ERROR_CANCELLED; a picture is written all the same. */
void app_export_task_cancel (AppExportTask *self);
/* Cancels and frees it; done is not called any more. To be called after it, too. */
void app_export_task_free (AppExportTask *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppExportTask, app_export_task_free)

G_END_DECLS
