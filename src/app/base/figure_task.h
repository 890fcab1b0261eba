/* Figures computed and written in threads of their own: the window never waits for them. */
#pragma once

#include "figure/file/figure_file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A computed figure, shared between threads that only look at it. */
typedef struct AppFigure AppFigure;

/* Takes the data over. */
AppFigure *app_figure_new (FigureData *data);
const FigureData *app_figure_get_data (const AppFigure *self);
AppFigure *app_figure_ref (AppFigure *self);
void app_figure_unref (AppFigure *self);

typedef struct AppFigureTask AppFigureTask;

/* @figure: (nullable): borrowed; NULL with an error */
typedef void (*AppFigureFunc) (AppFigure *figure, const GError *error, gpointer data);

/* Calls back in the main thread, unless it is cancelled before. */
AppFigureTask *
app_figure_task_start (const FigureProvenance *provenance, AppFigureFunc done, gpointer data);
/* Ends it early and frees it; done is not called any more. To be called after it, too. */
void app_figure_task_free (AppFigureTask *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppFigure, app_figure_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppFigureTask, app_figure_task_free)

G_END_DECLS
