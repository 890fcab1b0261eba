/* Figures computed and written in threads of their own: the window never waits for them. */
#pragma once

#include "figure/file/figure_file.h"

G_BEGIN_DECLS

/* A computed figure, shared between threads that only look at it. */
typedef struct AppFigure AppFigure;

/* Takes the data over. */
AppFigure *app_figure_new (FigureData *data);
const FigureData *app_figure_get_data (const AppFigure *self);
AppFigure *app_figure_ref (AppFigure *self);
void app_figure_unref (AppFigure *self);

/* A figure to be computed, a job of run/job_slot.h. */
typedef struct
{
  FigureProvenance provenance;
  AppFigure *figure; /* once it is computed; NULL with an error */
  GError *error;
} AppFigureTask;

AppFigureTask *app_figure_task_new (const FigureProvenance *provenance);
void app_figure_task_free (gpointer self);
void app_figure_task_compute (gpointer self, const int *cancel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppFigure, app_figure_unref)

G_END_DECLS
