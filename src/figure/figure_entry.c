/* What figures of one kind and another have in common. */
#include "figure/figure_entry.h"

#include "num/number.h"
#include "plot/draw/label.h"
#include "study/marks.h"

#include <math.h>

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

static const char *
format_time (double t, const char *unknown, char number[NUM_NUMBER_SIZE])
{
  return isinf (t) ? "never" : isnan (t) ? unknown : num_number_format (t, number);
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

/* @run: counted from 1, for a first column; 0: there is none. */
static void
append_history (const ModelSnapshot *snapshot, int run, GString *out)
{
  const gsize n = model_history_view_length (snapshot->history);
  const int first = run > 0 ? 0 : 1, end = snapshot->has_generalisation && run > 0 ? 6 : 5;

  for (gsize i = 0; i < n; i++)
    {
      const ModelHistoryRow *row = model_history_view_row (snapshot->history, i);
      const double values[] = {
        run, row->epoch, row->loss, row->weight[0], row->weight[1], row->generalisation
      };

      figure_write_row (out, values + first, end - first);
    }
}

void
figure_write_history (const FigureData *data, GString *out)
{
  write_times (&data->marks[0], out);
  g_string_append (out, "epoch,loss,w_a,w_b\n");
  append_history (data->snapshots[0], 0, out);
}

void
figure_write_histories (const FigureData *data, const char *column, GString *out)
{
  g_string_append_printf (out, "%s,epoch,loss,w_a,w_b%s\n", column,
                          data->snapshots[0]->has_generalisation ? ",generalisation" : "");
  for (int run = 0; run < data->figure->n_runs; run++)
    append_history (data->snapshots[run], run + 1, out);
}
