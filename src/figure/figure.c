/* Figures, and what is computed for one. */
#include "figure/figure.h"

#include "figure/figure_entry.h"
#include "plot/draw/label.h"
#include "study/trained_run.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define MM_PER_POINT (25.4 / 72)

const char *
figure_get_name (const Figure *self)
{
  return self->name;
}

const char *
figure_get_title (const Figure *self)
{
  return self->title;
}

void
figure_get_size (const Figure *self, double *width, double *height)
{
  *width = self->width;
  *height = self->height;
}

double
figure_get_height (const Figure *self, const StudyView *view, double width, double font_size)
{
  const double ems = self->width / (FIGURE_FONT_SIZE * MM_PER_POINT);
  const FigureLayout layout =
      self->get_layout != NULL && view != NULL ? self->get_layout (view) : self->layout;
  /* Its own height is that of its own panels. */
  const double own[2] = { self->width, self->height * figure_layout_count_rows (&layout, ems) /
                                           figure_layout_count_rows (&self->layout, ems) };

  return figure_layout_get_height (&layout, own, FIGURE_FONT_SIZE * MM_PER_POINT, width,
                                   font_size * MM_PER_POINT);
}

void
figure_get_experiment (const Figure *self, ModelExperiment *experiment)
{
  g_return_if_fail (self != NULL && experiment != NULL);

  model_experiment_init (experiment);
  figure_configure (self, self->n_runs - 1, experiment);
}

const FigureCheck *
figure_get_checks (const Figure *self, int *n)
{
  *n = 0;
  while (*n < FIGURE_CHECK_MAX && self->checks[*n].quantity != FIGURE_CHECK_NONE)
    ++*n;
  return self->checks;
}

gboolean
figure_is_slow (const Figure *self)
{
  return self->slow;
}

gboolean
figure_is_of_digits (const Figure *self)
{
  return self->of_digits;
}

gboolean
figure_takes_experiment (const Figure *self)
{
  return self->takes_experiment;
}

static gboolean
takes_compared (const Figure *self)
{
  return self->takes_experiment && self->trains && self->n_runs == 1;
}

/* Run i, with the kicks that were asked for. */
static gboolean
train (FigureData *data, int i, const int *cancel, GError **error)
{
  ModelRecipe recipe = data->run;

  recipe.experiment = data->experiments[i];
  data->snapshots[i] = study_train_run (&recipe, &data->phases[i], cancel, error);
  if (data->snapshots[i] != NULL && !data->figure->no_theory)
    study_phases_get_marks (&data->phases[i], &data->marks[i]);
  return data->snapshots[i] != NULL;
}

/* Of a figure of one run that is trained. */
static gboolean
train_compared (FigureData *data, const int *cancel, GError **error)
{
  ModelRecipe run;

  if (study_compared_is_empty (&data->compared) && !data->run.is_fork)
    return TRUE;
  figure_data_get_run (data, &run);
  data->compared_runs = study_compared_runs_train (&data->compared, &run, cancel, error);
  return data->compared_runs != NULL;
}

static gboolean
check_journal (const FigureData *data, GError **error)
{
  if (data->sweep == NULL || data->sweep->journal == NULL || data->figure->keeps_journal)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _ ("figure %s: it is no sweep, and needs no --journal"), data->figure->name);
  return FALSE;
}

static gboolean
fill (FigureData *data, const int *cancel, GError **error)
{
  const Figure *figure = data->figure;

  if (!check_journal (data, error))
    return FALSE;
  for (int run = 0; run < figure->n_runs; run++)
    {
      data->experiments[run] = data->run.experiment;
      figure_configure (figure, run, &data->experiments[run]);
      if (figure->trains && !train (data, run, cancel, error))
        return FALSE;
    }
  if (!train_compared (data, cancel, error))
    return FALSE;
  if (figure->compute != NULL)
    data->content = figure->compute (data);
  if (figure->compute_long != NULL)
    data->content = figure->compute_long (data, cancel, error);
  return figure->compute_long == NULL || data->content != NULL;
}

static FigureData *
compute (const Figure *self,
         const ModelRecipe *recipe,
         const StudyCompared *compared,
         const FigureSweep *sweep,
         const int *cancel,
         GError **error)
{
  g_return_val_if_fail (self != NULL && recipe != NULL, NULL);

  g_autoptr (FigureData) data = figure_data_new (self);
  g_autoptr (GError) failure = NULL;

  data->sweep = sweep;
  data->run = *recipe;
  if (takes_compared (self) && compared != NULL)
    data->compared = *compared;
  if (!takes_compared (self))
    model_recipe_clear_fork (&data->run);
  if (fill (data, cancel, &failure))
    {
      data->sweep = NULL;
      return g_steal_pointer (&data);
    }
  if (g_error_matches (failure, MODEL_ERROR, MODEL_ERROR_CANCELLED))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("figure %s: cancelled"), self->name);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

FigureData *
figure_compute (const Figure *self, const int *cancel, GError **error)
{
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  return figure_compute_of (self, &experiment, cancel, error);
}

FigureData *
figure_compute_of (const Figure *self,
                   const ModelExperiment *experiment,
                   const int *cancel,
                   GError **error)
{
  ModelRecipe recipe;

  model_recipe_init (&recipe);
  recipe.experiment = *experiment;
  return compute (self, &recipe, NULL, NULL, cancel, error);
}

gboolean
figure_is_sweep (const Figure *self)
{
  return self->compute_long != NULL;
}

gboolean
figure_keeps_journal (const Figure *self)
{
  return self->keeps_journal;
}

FigureData *
figure_compute_sweep (const Figure *self, const FigureSweep *how, const int *cancel, GError **error)
{
  ModelRecipe recipe;

  g_return_val_if_fail (self != NULL && figure_is_sweep (self), NULL);

  model_recipe_init (&recipe);
  return compute (self, &recipe, NULL, how, cancel, error);
}

FigureData *
figure_compute_run (const Figure *self,
                    const ModelRecipe *run,
                    const StudyCompared *compared,
                    const int *cancel,
                    GError **error)
{
  return compute (self, run, compared, NULL, cancel, error);
}

const ModelExperiment *
figure_data_get_experiment (const FigureData *data)
{
  return &data->experiments[data->figure->n_runs - 1];
}

const Figure *
figure_data_get_figure (const FigureData *data)
{
  return data->figure;
}

void
figure_data_set_view (FigureData *data, const StudyView *view)
{
  data->view = *view;
}

const StudyView *
figure_data_get_view (const FigureData *data)
{
  return &data->view;
}

void
figure_data_get_run (const FigureData *data, ModelRecipe *run)
{
  *run = data->run;
  run->experiment = *figure_data_get_experiment (data);
}

const StudyCompared *
figure_data_get_compared (const FigureData *data)
{
  return &data->compared;
}

const ModelSnapshot *
figure_data_get_snapshot (const FigureData *data)
{
  return data->figure->n_runs > 0 ? data->snapshots[data->figure->n_runs - 1] : NULL;
}

double
figure_data_get_last_epoch (const FigureData *data)
{
  double last = 0;

  for (int run = 0; run < data->figure->n_runs; run++)
    if (data->snapshots[run] != NULL)
      last = fmax (last, model_snapshot_last_epoch (data->snapshots[run]));
  return last;
}

void
figure_data_free (FigureData *data)
{
  if (data == NULL)
    return;
  for (int run = 0; run < data->figure->n_runs; run++)
    {
      g_clear_pointer (&data->snapshots[run], model_snapshot_unref);
      study_phases_clear (&data->phases[run]);
    }
  if (data->content != NULL)
    data->figure->free_content (data->content);
  study_compared_runs_free (data->compared_runs);
  g_free (data);
}

void
figure_draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && data != NULL && theme != NULL);

  const FigureData *figure = data;
  PlotTheme named = *theme;

  if (figure->figure->takes_experiment)
    plot_label_name_modalities (&named, &figure->experiments[0]);
  figure->figure->draw (cr, area, data, &named);
}
