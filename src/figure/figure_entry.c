/* What figures of one kind and another have in common. */
#include "figure/figure_entry.h"

#include "model/data/modality_name.h"
#include "num/number.h"
#include "plot/draw/label.h"
#include "study/marks.h"

#include <math.h>

/* Of a panel's title, font sizes; and what is left of that where there is little room. */
#define TITLE_SIZE 1.15
#define LEAST_TITLE 0.75

FigureData *
figure_data_new (const Figure *figure)
{
  FigureData *data = g_new0 (FigureData, 1);

  data->figure = figure;
  model_recipe_init (&data->run);
  for (int run = 0; run < FIGURE_MAX_RUNS; run++)
    {
      model_experiment_init (&data->experiments[run]);
      study_phases_init (&data->phases[run]);
      study_marks_init (&data->marks[run]);
    }
  study_compared_init (&data->compared);
  study_view_init (&data->view);
  return data;
}

void
figure_configure (const Figure *self, int run, ModelExperiment *experiment)
{
  if (self->configure != NULL)
    self->configure (self, run, experiment);
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
  plot_label_measure (cr, title, TITLE_SIZE * em, FALSE, theme, &size);
  const double room = area->x + area->width - 0.2 * em - x;
  const double fit = CLAMP (room / size.width, LEAST_TITLE, 1.0);
  plot_label_draw (cr, title, x, area->y + height / 2, 0, 0.5, fit * TITLE_SIZE * em, FALSE,
                   &theme->foreground, theme);
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

static const char *
format_time (double t, const char *unknown, char number[NUM_NUMBER_SIZE])
{
  return isinf (t) ? "never" : isnan (t) ? unknown : num_number_format (t, number);
}

/* "# a: sound", where it is called so. */
static void
write_names (const ModelExperiment *experiment, GString *out)
{
  for (int m = 0; m < 2; m++)
    {
      const char *name = model_modality_name (experiment, m);

      if (name != NULL)
        g_string_append_printf (out, "# %c: %s\n", "ab"[m], name);
    }
}

/* "# t_b: theory 370, run not yet" */
static void
write_times (const StudyMarks *marks, GString *out)
{
  for (int m = 0; m < 2; m++)
    {
      char theory[NUM_NUMBER_SIZE], run[NUM_NUMBER_SIZE];

      g_string_append_printf (
          out, "# t_%c: theory %s, run %s\n", "ab"[m],
          format_time (marks->t_theory[m], "none", theory),
          format_time (marks->t_run[m], isinf (marks->t_theory[m]) ? "never" : "not yet", run));
    }
}

/* @run: counted from 1, for the first column */
static void
append_history (const ModelSnapshot *snapshot, int run, GString *out)
{
  const gsize n = model_history_view_length (snapshot->history);
  const int end = snapshot->has_generalisation ? 6 : 5;

  for (gsize i = 0; i < n; i++)
    {
      const ModelHistoryRow *row = model_history_view_row (snapshot->history, i);
      const double values[] = {
        run, row->epoch, row->loss, row->weight[0], row->weight[1], row->generalisation
      };

      figure_write_row (out, values, end);
    }
}

static void
write_stage (const TheoryStages *stages, int i, const char *none, GString *out)
{
  static const char *const modalities[] = { "a", "b", "both" };
  const TheoryStage *stage = &stages->stage[i];
  char number[3][NUM_NUMBER_SIZE];

  if (i >= stages->n)
    g_string_append (out, none);
  else
    g_string_append_printf (out, "%s %s to %s %s", num_number_format (stage->time, number[0]),
                            modalities[stage->modality],
                            num_number_format (stage->weight[0], number[1]),
                            num_number_format (stage->weight[1], number[2]));
}

/* "# stage 3: theory 3924 a to -0.2 1, run 3959 a to -0.2 1": when, what moves, both weights. */
static void
write_stages (const StudyMarks *marks, GString *out)
{
  for (int i = 0; i < MAX (marks->predicted.n, marks->stages.n); i++)
    {
      g_string_append_printf (out, "# stage %d: theory ", i + 1);
      write_stage (&marks->predicted, i, "none", out);
      g_string_append (out, ", run ");
      write_stage (&marks->stages, i, "not yet", out);
      g_string_append_c (out, '\n');
    }
}

/* A curve that is drawn beside the run. */
typedef struct
{
  const ModelHistoryView *history;
  char *name; /* of its columns */
} Beside;

static void
add_beside (GArray *curves, const ModelHistoryView *history, char *name)
{
  const Beside curve = { history, name };

  if (history != NULL && model_history_view_length (history) > 0)
    g_array_append_val (curves, curve);
  else
    g_free (name);
}

static void
clear_beside (gpointer data)
{
  g_free (((Beside *) data)->name);
}

/* Theory's curve, the ghost, the band, and the compared runs, whose legends go to comments. */
static GArray *
collect_beside (const StudyRun *run, GString *out)
{
  GArray *curves = g_array_new (FALSE, FALSE, sizeof (Beside));

  g_array_set_clear_func (curves, clear_beside);
  add_beside (curves, run->marks.curve, g_strdup ("theory"));
  if (run->ghost != NULL)
    add_beside (curves, run->ghost->history, g_strdup ("ghost"));
  if (run->band != NULL)
    {
      add_beside (curves, run->band->low, g_strdup ("low"));
      add_beside (curves, run->band->median, g_strdup ("median"));
      add_beside (curves, run->band->high, g_strdup ("high"));
    }
  for (int i = 0; i < run->n_compared; i++)
    {
      const StudyComparedRun *compared = &run->compared[i];

      g_string_append_printf (out, "# run_%d: %s\n", i + 1,
                              compared->legend != NULL ? compared->legend
                              : compared->name != NULL ? compared->name
                                                       : "");
      add_beside (curves, compared->snapshot->history, g_strdup_printf ("run_%d", i + 1));
    }
  return curves;
}

/* Behind its end, nothing. */
static void
append_beside (const Beside *curve, double epoch, GString *out)
{
  const gsize n = model_history_view_length (curve->history);
  const ModelHistoryRow row = model_history_view_at (curve->history, epoch);
  const double values[] = { row.loss, row.weight[0], row.weight[1] };
  const gboolean over = epoch > model_history_view_row (curve->history, n - 1)->epoch;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      char text[NUM_NUMBER_SIZE];

      g_string_append_printf (out, ",%s", over ? "" : num_number_format (values[i], text));
    }
}

static void
write_rows (const ModelHistoryView *history, const GArray *curves, GString *out)
{
  for (gsize i = 0; i < model_history_view_length (history); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (history, i);
      const double values[] = { row->epoch, row->loss, row->weight[0], row->weight[1] };

      figure_write_row (out, values, G_N_ELEMENTS (values));
      g_string_truncate (out, out->len - 1);
      for (guint k = 0; k < curves->len; k++)
        append_beside (&g_array_index (curves, Beside, k), row->epoch, out);
      g_string_append_c (out, '\n');
    }
}

void
figure_init_group (StudyDrawnRun *group, const FigureData *data, int i)
{
  study_drawn_run_init (group, &(StudyRunParts){ .medium = STUDY_MEDIUM_FILE,
                                                 .snapshot = data->snapshots[i],
                                                 .fork = data->run.is_fork ? data->run.fork : NAN,
                                                 .marks = &data->marks[i],
                                                 .compared = data->compared_runs,
                                                 .view = &data->view,
                                                 .hover = NAN });
}

void
figure_write_history (const FigureData *data, GString *out)
{
  g_auto (StudyDrawnRun) drawn = { 0 };
  g_autoptr (GArray) curves = NULL;

  write_names (&data->experiments[0], out);
  write_times (&data->marks[0], out);
  write_stages (&data->marks[0], out);
  figure_init_group (&drawn, data, 0);
  if (!isnan (drawn.run.fork))
    g_string_append_printf (out, "# fork: %.0f\n", drawn.run.fork);
  curves = collect_beside (&drawn.run, out);
  g_string_append (out, "epoch,loss,w_a,w_b");
  for (guint k = 0; k < curves->len; k++)
    {
      const char *name = g_array_index (curves, Beside, k).name;

      g_string_append_printf (out, ",%s_loss,%s_w_a,%s_w_b", name, name, name);
    }
  g_string_append_c (out, '\n');
  write_rows (data->snapshots[0]->history, curves, out);
}

void
figure_write_histories (const FigureData *data, const char *column, GString *out)
{
  g_string_append_printf (out, "%s,epoch,loss,w_a,w_b%s\n", column,
                          data->snapshots[0]->has_generalisation ? ",generalisation" : "");
  for (int run = 0; run < data->figure->n_runs; run++)
    append_history (data->snapshots[run], run + 1, out);
}
