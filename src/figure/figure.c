/* The figures there are, and what all of them have in common. */
#include "figure/figure.h"

#include "figure/figure_any.h"
#include "figure/figure_curves.h"
#include "figure/figure_digits.h"
#include "figure/figure_digits_run.h"
#include "figure/figure_entry.h"
#include "figure/figure_grid.h"
#include "figure/figure_neurons.h"
#include "figure/figure_paper_maps.h"
#include "figure/figure_phases.h"
#include "figure/figure_portrait.h"
#include "figure/figure_preference.h"
#include "figure/figure_race.h"
#include "figure/figure_samples.h"
#include "figure/figure_schematic.h"
#include "figure/figure_sweeps.h"
#include "figure/figure_theory_map.h"
#include "figure/figure_xor.h"
#include "figure/file/provenance.h"
#include "model/experiment/experiment_text.h"
#include "num/cancel.h"
#include "num/number.h"
#include "plot/draw/label.h"
#include "run/recipe_training.h"
#include "study/marks.h"
#include "theory/generalisation.h"
#include "theory/init_scale.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

static const Figure *const figures[] = {
  &figure_schematic,
  &figure_curves_early,
  &figure_curves_late,
  &figure_over,
  &figure_under,
  &figure_correlation,
  &figure_credit,
  &figure_paper_maps,
  &figure_random,
  &figure_superficial,
  &figure_fitting,
  &figure_preference,
  &figure_generalisation,
  &figure_race,
  &figure_fusion_correlation,
  &figure_fusion_spread,
  &figure_fusion_scale,
  &figure_collinear,
  &figure_neurons,
  &figure_logistic,
  &figure_logistic_sweep,
  &figure_relu,
  &figure_xor,
  &figure_portrait_early,
  &figure_portrait_late,
  &figure_portrait_deep_1,
  &figure_portrait_deep_2,
  &figure_portrait_deep_3,
  &figure_portrait_deep_4,
  &figure_portrait,
  &figure_surface,
  &figure_first,
  &figure_loss,
  &figure_weights,
  &figure_run,
  &figure_theory_map,
  &figure_map_credit,
  &figure_map_preference,
  &figure_features,
  &figure_features_space,
  &figure_grid,
  &figure_digits_mlp,
  &figure_digits_samples,
  &figure_digits_cnn,
  &figure_digits_table,
};

int
figure_count (void)
{
  return G_N_ELEMENTS (figures);
}

const Figure *
figure_at (int i)
{
  g_return_val_if_fail (i >= 0 && i < figure_count (), NULL);
  return figures[i];
}

static char *
list_names (void)
{
  GString *names = g_string_new (figures[0]->name);
  for (int i = 1; i < figure_count (); i++)
    g_string_append_printf (names, ", %s", figures[i]->name);
  return g_string_free (names, FALSE);
}

const Figure *
figure_find (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (int i = 0; i < figure_count (); i++)
    if (g_ascii_strcasecmp (name, figures[i]->name) == 0)
      return figures[i];
  if (g_ascii_strcasecmp (name, figure_sweep.name) == 0)
    return &figure_sweep;
  for (int i = 0; i < FIGURE_DIGITS_RUNS; i++)
    if (g_ascii_strcasecmp (name, figure_digits_run_at (i)->name) == 0)
      return figure_digits_run_at (i);
  g_autofree char *names = list_names ();
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("no figure %s: there are %s"), name, names);
  return NULL;
}

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

void
figure_get_experiment (const Figure *self, ModelExperiment *experiment)
{
  g_return_if_fail (self != NULL && experiment != NULL);

  model_experiment_init (experiment);
  self->configure (self, self->n_runs - 1, experiment);
}

/* Theory of the very data that the figure is trained on, and what the run made of it. */
static void
mark (FigureData *data, int run, double init_scale, const ModelMoments *moments)
{
  g_autoptr (TheoryPrediction) prediction = theory_prediction_new_for_moments (
      &data->experiments[run], init_scale, model_moments_copy (moments));
  StudyMarks *marks = &data->marks[run];
  TheoryEarlyStopping stop;
  TheoryMeasure measure;

  study_marks_predict (marks, prediction);
  marks->loss_origin = marks->loss_theory;
  theory_measure_compute (&measure, data->snapshots[run]->history, &prediction->levels,
                          prediction->times.first);
  study_marks_measure (marks, &measure);
  theory_generalisation_find_minima (&stop, data->snapshots[run]->history);
  study_marks_stop_early (marks, &stop);
  theory_generalisation_compute_unimodal (&data->experiments[run], prediction->times.first,
                                          &marks->error_alone, NULL);
}

static gboolean
train_on (FigureData *data, ModelTrainer *trainer, gint64 epochs, const int *cancel, GError **error)
{
  const gint64 end = epochs < G_MAXINT64 ? model_trainer_get_epoch (trainer) + epochs : G_MAXINT64;

  while (model_trainer_get_epoch (trainer) < end &&
         model_trainer_run (trainer, end - model_trainer_get_epoch (trainer), cancel) ==
             MODEL_TRAINER_RUNNING)
    if (num_is_cancelled (cancel))
      {
        g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
        return FALSE;
      }
  return TRUE;
}

/* Kicks that the run does not live to see are left out, as in the window. */
static gboolean
train_to_kicks (FigureData *data, ModelTrainer *trainer, const int *cancel, GError **error)
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
             const StudyCompared *compared,
             const int *cancel,
             GError **error)
{
  return compared != NULL && compared->has_fork_parent
             ? run_train_recipe_fork (&compared->fork_parent, compared->fork, experiment, cancel,
                                      error)
             : theory_init_scale_new_trainer_compressed (experiment, NULL, cancel, error);
}

static gboolean
train (FigureData *data, int run, const StudyCompared *compared, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) trainer = new_trainer (&data->experiments[run], compared, cancel, error);

  if (trainer == NULL || !train_to_kicks (data, trainer, cancel, error))
    return FALSE;
  data->snapshots[run] = model_trainer_snapshot (trainer, 0);
  mark (data, run, data->snapshots[run]->init_scale, model_trainer_get_moments (trainer));
  return TRUE;
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

static gboolean
fill (FigureData *data, const StudyCompared *compared, const int *cancel, GError **error)
{
  const Figure *figure = data->figure;

  for (int run = 0; run < figure->n_runs; run++)
    {
      study_marks_init (&data->marks[run]);
      data->experiments[run] = data->run.experiment;
      figure->configure (figure, run, &data->experiments[run]);
      if (figure->trains && !train (data, run, compared, cancel, error))
        return FALSE;
    }
  if (compared != NULL)
    data->compared_runs = study_compared_runs_new (compared, data->snapshots[0], cancel, error);
  if (compared != NULL && data->compared_runs == NULL)
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

  g_autoptr (FigureData) data = g_new0 (FigureData, 1);
  g_autoptr (GError) failure = NULL;

  data->figure = self;
  data->sweep = sweep;
  study_view_init (&data->view);
  data->run = *recipe;
  if (!takes_compared (self) ||
      (compared != NULL && study_compared_is_empty (compared) && !compared->has_fork_parent))
    compared = NULL;
  if (fill (data, compared, cancel, &failure))
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
  return data->compared_runs != NULL ? study_compared_runs_get_compared (data->compared_runs)
                                     : NULL;
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
    g_clear_pointer (&data->snapshots[run], model_snapshot_unref);
  if (data->content != NULL)
    data->figure->free_content (data->content);
  study_compared_runs_unref (data->compared_runs);
  g_free (data);
}

void
figure_draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && data != NULL && theme != NULL);
  ((const FigureData *) data)->figure->draw (cr, area, data, theme);
}

char *
figure_make_title (const ModelExperiment *experiment)
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
figure_draw_head (cairo_t *cr,
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
figure_write_row (GString *out, const double *values, int n)
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
write_times (const StudyMarks *marks, GString *out)
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
figure_write_history (const FigureData *data, GString *out)
{
  const ModelHistoryView *history = data->snapshots[0]->history;
  const gsize n = model_history_view_length (history);

  write_times (&data->marks[0], out);
  g_string_append (out, "epoch,loss,w_a,w_b\n");
  for (gsize i = 0; i < n; i++)
    {
      const ModelHistoryRow *row = model_history_view_row (history, i);
      const double values[] = { row->epoch, row->loss, row->weight[0], row->weight[1] };
      figure_write_row (out, values, G_N_ELEMENTS (values));
    }
}

/* "# run 1 of 2: depth = 4, fusion = 1": a line that no reader takes for a key. */
static void
append_run (GString *out, const FigureData *data, int run)
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
figure_data_to_csv (const FigureData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  const Figure *figure = data->figure;
  GString *out = g_string_new (NULL);
  FigureProvenance provenance;

  figure_provenance_init_figure (&provenance, data);
  figure_provenance_append_comment (&provenance, out);
  for (int run = 0; run < figure->n_runs && figure->n_runs > 1; run++)
    append_run (out, data, run);
  figure->write_csv (data, out);
  return g_string_free (out, FALSE);
}
