/* What figures of one kind and another have in common. */
#include "figure/figure_entry.h"

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

  if (theme->hide_titles && (letter == NULL || theme->hide_letters))
    return *area;
  if (letter != NULL && !theme->hide_letters)
    {
      plot_label_measure (cr, letter, 1.4 * em, TRUE, theme, &size);
      plot_label_draw (cr, letter, x, area->y + height / 2, 0, 0.5, 1.4 * em, TRUE,
                       &theme->foreground, theme);
      x += size.width + 0.8 * em;
    }
  if (theme->hide_titles)
    return (PlotArea){ area->x, area->y + height, area->width, area->height - height };
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
