/* The figures there are, and what all of them have in common. */
#include "plot/figure.h"

#include "model/cancel.h"
#include "model/experiment_text.h"
#include "num/number.h"
#include "plot/figure_any.h"
#include "plot/figure_curves.h"
#include "plot/figure_digits.h"
#include "plot/figure_digits_run.h"
#include "plot/figure_entry.h"
#include "plot/figure_grid.h"
#include "plot/figure_map.h"
#include "plot/figure_maps.h"
#include "plot/figure_phases.h"
#include "plot/figure_portrait.h"
#include "plot/figure_preference.h"
#include "plot/figure_neurons.h"
#include "plot/figure_race.h"
#include "plot/figure_samples.h"
#include "plot/figure_schematic.h"
#include "plot/figure_sweeps.h"
#include "plot/figure_xor.h"
#include "plot/label.h"
#include "plot/marks.h"
#include "plot/provenance.h"
#include "run/retrain.h"
#include "theory/generalisation.h"
#include "theory/init_scale.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

static const PlotFigure *const figures[] = {
  &plot_figure_schematic,
  &plot_figure_curves_early,
  &plot_figure_curves_late,
  &plot_figure_over,
  &plot_figure_under,
  &plot_figure_correlation,
  &plot_figure_credit,
  &plot_figure_maps,
  &plot_figure_random,
  &plot_figure_superficial,
  &plot_figure_fitting,
  &plot_figure_preference,
  &plot_figure_generalisation,
  &plot_figure_race,
  &plot_figure_fusion_correlation,
  &plot_figure_fusion_spread,
  &plot_figure_fusion_scale,
  &plot_figure_collinear,
  &plot_figure_neurons,
  &plot_figure_logistic,
  &plot_figure_logistic_sweep,
  &plot_figure_relu,
  &plot_figure_xor,
  &plot_figure_portrait_early,
  &plot_figure_portrait_late,
  &plot_figure_portrait_deep_1,
  &plot_figure_portrait_deep_2,
  &plot_figure_portrait_deep_3,
  &plot_figure_portrait_deep_4,
  &plot_figure_portrait,
  &plot_figure_surface,
  &plot_figure_first,
  &plot_figure_loss,
  &plot_figure_weights,
  &plot_figure_run,
  &plot_figure_map,
  &plot_figure_map_credit,
  &plot_figure_map_preference,
  &plot_figure_features,
  &plot_figure_features_space,
  &plot_figure_grid,
  &plot_figure_digits_mlp,
  &plot_figure_digits_samples,
  &plot_figure_digits_cnn,
  &plot_figure_digits_table,
};

int
plot_figure_count (void)
{
  return G_N_ELEMENTS (figures);
}

const PlotFigure *
plot_figure_at (int i)
{
  g_return_val_if_fail (i >= 0 && i < plot_figure_count (), NULL);
  return figures[i];
}

static char *
list_names (void)
{
  GString *names = g_string_new (figures[0]->name);
  for (int i = 1; i < plot_figure_count (); i++)
    g_string_append_printf (names, ", %s", figures[i]->name);
  return g_string_free (names, FALSE);
}

const PlotFigure *
plot_figure_find (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (int i = 0; i < plot_figure_count (); i++)
    if (g_ascii_strcasecmp (name, figures[i]->name) == 0)
      return figures[i];
  if (g_ascii_strcasecmp (name, plot_figure_sweep.name) == 0)
    return &plot_figure_sweep;
  for (int i = 0; i < PLOT_FIGURE_DIGITS_RUNS; i++)
    if (g_ascii_strcasecmp (name, plot_figure_digits_run_at (i)->name) == 0)
      return plot_figure_digits_run_at (i);
  g_autofree char *names = list_names ();
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("no figure %s: there are %s"), name, names);
  return NULL;
}

const char *
plot_figure_get_name (const PlotFigure *self)
{
  return self->name;
}

const char *
plot_figure_get_title (const PlotFigure *self)
{
  return self->title;
}

void
plot_figure_get_size (const PlotFigure *self, double *width, double *height)
{
  *width = self->width;
  *height = self->height;
}

void
plot_figure_get_experiment (const PlotFigure *self, ModelExperiment *experiment)
{
  g_return_if_fail (self != NULL && experiment != NULL);

  model_experiment_init (experiment);
  self->configure (self, self->n_runs - 1, experiment);
}

/* Theory of the very data that the figure is trained on, and what the run made of it. */
static void
mark (PlotFigureData *data, int run, double init_scale, const ModelMoments *moments)
{
  g_autoptr (TheoryPrediction) prediction = theory_prediction_new_for_moments (
      &data->experiments[run], init_scale, model_moments_copy (moments));
  PlotMarks *marks = &data->marks[run];
  TheoryEarlyStopping stop;
  TheoryMeasure measure;

  plot_marks_predict (marks, prediction);
  marks->loss_origin = marks->loss_theory;
  theory_measure_compute (&measure, data->snapshots[run]->history, &prediction->levels,
                          prediction->times.first);
  plot_marks_measure (marks, &measure);
  theory_generalisation_find_minima (&stop, data->snapshots[run]->history);
  plot_marks_stop_early (marks, &stop);
  theory_generalisation_compute_unimodal (&data->experiments[run], prediction->times.first,
                                          &marks->error_alone, NULL);
}

static gboolean
train_on (
    PlotFigureData *data, ModelTrainer *trainer, gint64 epochs, const int *cancel, GError **error)
{
  const gint64 end = epochs < G_MAXINT64 ? model_trainer_get_epoch (trainer) + epochs : G_MAXINT64;

  while (model_trainer_get_epoch (trainer) < end &&
         model_trainer_run (trainer, end - model_trainer_get_epoch (trainer), cancel) ==
             MODEL_TRAINER_RUNNING)
    if (model_is_cancelled (cancel))
      {
        g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
        return FALSE;
      }
  return TRUE;
}

/* Kicks that the run does not live to see are left out, as in the window. */
static gboolean
train_to_kicks (PlotFigureData *data, ModelTrainer *trainer, const int *cancel, GError **error)
{
  for (int i = 0; i < data->run.n_kicks; i++)
    {
      const ModelKick *kick = &data->run.kicks[i];

      if (!train_on (data, trainer, kick->epoch - model_trainer_get_epoch (trainer), cancel, error))
        return FALSE;
      if (model_trainer_get_epoch (trainer) < kick->epoch ||
          !model_trainer_kick (trainer, kick, cancel, NULL))
        break;
    }
  return train_on (data, trainer, G_MAXINT64, cancel, error);
}

/* A new run, or the future of a fork. */
static ModelTrainer *
new_trainer (const ModelExperiment *experiment,
             const PlotBeside *beside,
             const int *cancel,
             GError **error)
{
  return beside != NULL && beside->has_trunk
             ? run_retrain_fork (&beside->trunk, beside->fork, experiment, cancel, error)
             : theory_init_scale_new_trainer_compressed (experiment, NULL, cancel, error);
}

static gboolean
train (PlotFigureData *data, int run, const PlotBeside *beside, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) trainer = new_trainer (&data->experiments[run], beside, cancel, error);

  if (trainer == NULL || !train_to_kicks (data, trainer, cancel, error))
    return FALSE;
  data->snapshots[run] = model_trainer_snapshot (trainer, 0);
  mark (data, run, data->snapshots[run]->init_scale, model_trainer_get_moments (trainer));
  return TRUE;
}

const PlotCheck *
plot_figure_get_checks (const PlotFigure *self, int *n)
{
  *n = 0;
  while (*n < PLOT_CHECK_MAX && self->checks[*n].quantity != PLOT_CHECK_NONE)
    ++*n;
  return self->checks;
}

gboolean
plot_figure_is_slow (const PlotFigure *self)
{
  return self->slow;
}

gboolean
plot_figure_is_of_digits (const PlotFigure *self)
{
  return self->of_digits;
}

gboolean
plot_figure_takes_experiment (const PlotFigure *self)
{
  return self->takes_experiment;
}

static gboolean
takes_company (const PlotFigure *self)
{
  return self->takes_experiment && self->trains && self->n_runs == 1;
}

static gboolean
fill (PlotFigureData *data, const PlotBeside *beside, const int *cancel, GError **error)
{
  const PlotFigure *figure = data->figure;

  for (int run = 0; run < figure->n_runs; run++)
    {
      plot_marks_init (&data->marks[run]);
      data->experiments[run] = data->run.experiment;
      figure->configure (figure, run, &data->experiments[run]);
      if (figure->trains && !train (data, run, beside, cancel, error))
        return FALSE;
    }
  if (beside != NULL)
    data->company = plot_company_new (beside, data->snapshots[0], cancel, error);
  if (beside != NULL && data->company == NULL)
    return FALSE;
  if (figure->compute != NULL)
    data->content = figure->compute (data);
  if (figure->compute_long != NULL)
    data->content = figure->compute_long (data, cancel, error);
  return figure->compute_long == NULL || data->content != NULL;
}

static PlotFigureData *
compute (const PlotFigure *self,
         const ModelRecipe *recipe,
         const PlotBeside *beside,
         const PlotFigureSweep *sweep,
         const int *cancel,
         GError **error)
{
  g_return_val_if_fail (self != NULL && recipe != NULL, NULL);

  g_autoptr (PlotFigureData) data = g_new0 (PlotFigureData, 1);
  g_autoptr (GError) failure = NULL;

  data->figure = self;
  data->sweep = sweep;
  plot_view_init (&data->view);
  data->run = *recipe;
  if (!takes_company (self) ||
      (beside != NULL && plot_beside_is_empty (beside) && !beside->has_trunk))
    beside = NULL;
  if (fill (data, beside, cancel, &failure))
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

PlotFigureData *
plot_figure_compute (const PlotFigure *self, const int *cancel, GError **error)
{
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  return plot_figure_compute_of (self, &experiment, cancel, error);
}

PlotFigureData *
plot_figure_compute_of (const PlotFigure *self,
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
plot_figure_is_sweep (const PlotFigure *self)
{
  return self->compute_long != NULL;
}

PlotFigureData *
plot_figure_compute_sweep (const PlotFigure *self,
                           const PlotFigureSweep *how,
                           const int *cancel,
                           GError **error)
{
  ModelRecipe recipe;

  g_return_val_if_fail (self != NULL && plot_figure_is_sweep (self), NULL);

  model_recipe_init (&recipe);
  return compute (self, &recipe, NULL, how, cancel, error);
}

PlotFigureData *
plot_figure_compute_run (const PlotFigure *self,
                         const ModelRecipe *run,
                         const PlotBeside *beside,
                         const int *cancel,
                         GError **error)
{
  return compute (self, run, beside, NULL, cancel, error);
}

const ModelExperiment *
plot_figure_data_get_experiment (const PlotFigureData *data)
{
  return &data->experiments[data->figure->n_runs - 1];
}

const PlotFigure *
plot_figure_data_get_figure (const PlotFigureData *data)
{
  return data->figure;
}

void
plot_figure_data_set_view (PlotFigureData *data, const PlotView *view)
{
  data->view = *view;
}

const PlotView *
plot_figure_data_get_view (const PlotFigureData *data)
{
  return &data->view;
}

void
plot_figure_data_get_run (const PlotFigureData *data, ModelRecipe *run)
{
  *run = data->run;
  run->experiment = *plot_figure_data_get_experiment (data);
}

const PlotBeside *
plot_figure_data_get_beside (const PlotFigureData *data)
{
  return data->company != NULL ? plot_company_get_beside (data->company) : NULL;
}

const ModelSnapshot *
plot_figure_data_get_snapshot (const PlotFigureData *data)
{
  return data->figure->n_runs > 0 ? data->snapshots[data->figure->n_runs - 1] : NULL;
}

double
plot_figure_data_get_last_epoch (const PlotFigureData *data)
{
  double last = 0;

  for (int run = 0; run < data->figure->n_runs; run++)
    if (data->snapshots[run] != NULL)
      last = fmax (last, model_snapshot_last_epoch (data->snapshots[run]));
  return last;
}

void
plot_figure_data_free (PlotFigureData *data)
{
  if (data == NULL)
    return;
  for (int run = 0; run < data->figure->n_runs; run++)
    g_clear_pointer (&data->snapshots[run], model_snapshot_unref);
  if (data->content != NULL)
    data->figure->free_content (data->content);
  plot_company_unref (data->company);
  g_free (data);
}

void
plot_figure_draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && data != NULL && theme != NULL);
  ((const PlotFigureData *) data)->figure->draw (cr, area, data, theme);
}

char *
plot_figure_make_title (const ModelExperiment *experiment)
{
  const int depth = model_experiment_get_int (experiment, MODEL_DEPTH);
  const int fusion = model_experiment_get_int (experiment, MODEL_FUSION);
  const double rho = model_experiment_get (experiment, MODEL_RHO);

  if (rho == 0)
    return g_strdup_printf ("$L$ = %d,  $L$_f = %d", depth, fusion);
  return g_strdup_printf ("$L$ = %d,  $L$_f = %d,  \\rho = %s%.3g", depth, fusion,
                          rho < 0 ? "−" : "", fabs (rho));
}

PlotArea
plot_figure_draw_head (cairo_t *cr,
                       const PlotArea *area,
                       const char *letter,
                       const char *title,
                       const PlotTheme *theme)
{
  const double em = theme->font_size, height = 2.2 * em;
  double x = area->x + 0.4 * em;
  PlotLabelSize size;

  if (letter != NULL)
    {
      plot_label_measure (cr, letter, 1.4 * em, TRUE, theme, &size);
      plot_label_draw (cr, letter, x, area->y + height / 2, 0, 0.5, 1.4 * em, TRUE,
                       &theme->foreground, theme);
      x += size.width + 0.8 * em;
    }
  plot_label_draw (cr, title, x, area->y + height / 2, 0, 0.5, 1.15 * em, FALSE, &theme->foreground,
                   theme);
  return (PlotArea){ area->x, area->y + height, area->width, area->height - height };
}

void
plot_figure_write_row (GString *out, const double *values, int n)
{
  for (int i = 0; i < n; i++)
    {
      char text[NUM_NUMBER_SIZE];
      g_string_append (out, num_number_format (values[i], text));
      g_string_append_c (out, i + 1 < n ? ',' : '\n');
    }
}

/* "# t_b: theory never, run not yet" */
static void
write_times (const PlotMarks *marks, GString *out)
{
  for (int m = 0; m < 2; m++)
    {
      char theory[NUM_NUMBER_SIZE], run[NUM_NUMBER_SIZE];
      g_string_append_printf (
          out, "# t_%c: theory %s, run %s\n", "ab"[m],
          isinf (marks->t_theory[m]) ? "never" : num_number_format (marks->t_theory[m], theory),
          isnan (marks->t_run[m]) ? "not yet" : num_number_format (marks->t_run[m], run));
    }
}

void
plot_figure_write_history (const PlotFigureData *data, GString *out)
{
  const ModelHistoryView *history = data->snapshots[0]->history;
  const gsize n = model_history_view_length (history);

  write_times (&data->marks[0], out);
  g_string_append (out, "epoch,loss,w_a,w_b\n");
  for (gsize i = 0; i < n; i++)
    {
      const ModelHistoryRow *row = model_history_view_row (history, i);
      const double values[] = { row->epoch, row->loss, row->weight[0], row->weight[1] };
      plot_figure_write_row (out, values, G_N_ELEMENTS (values));
    }
}

/* "# run 1 of 2: depth = 4, fusion = 1": a line that no reader takes for a key. */
static void
append_run (GString *out, const PlotFigureData *data, int run)
{
  g_autofree char *text = model_experiment_to_text (&data->experiments[run]);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *separator = "";

  g_string_append_printf (out, "# run %d of %d: ", run + 1, data->figure->n_runs);
  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '[')
      {
        g_string_append_printf (out, "%s%s", separator, lines[i]);
        separator = ", ";
      }
  g_string_append_c (out, '\n');
}

char *
plot_figure_data_to_csv (const PlotFigureData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  const PlotFigure *figure = data->figure;
  GString *out = g_string_new (NULL);
  PlotProvenance provenance;

  plot_provenance_init_figure (&provenance, data);
  plot_provenance_append_comment (&provenance, out);
  for (int run = 0; run < figure->n_runs && figure->n_runs > 1; run++)
    append_run (out, data, run);
  figure->write_csv (data, out);
  return g_string_free (out, FALSE);
}
