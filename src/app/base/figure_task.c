/* One figure a job; what is computed is shared with whoever writes it. */
#include "app/base/figure_task.h"

struct AppFigure
{
  FigureData *data;
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

AppFigureTask *
app_figure_task_new (const FigureProvenance *provenance)
{
  AppFigureTask *self = g_new0 (AppFigureTask, 1);

  self->provenance = *provenance;
  return self;
}

void
app_figure_task_free (gpointer data)
{
  AppFigureTask *self = data;

  g_clear_pointer (&self->figure, app_figure_unref);
  g_clear_error (&self->error);
  g_free (self);
}

void
app_figure_task_compute (gpointer data, const int *cancel)
{
  AppFigureTask *self = data;
  FigureData *figure = figure_compute_from (&self->provenance, cancel, &self->error);

  if (figure != NULL)
    self->figure = app_figure_new (figure);
}
