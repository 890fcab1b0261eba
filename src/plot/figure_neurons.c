/* Figure 10 and the first-layer features of any experiment. */
#include "plot/figure_neurons.h"

#include "plot/figure_curves.h"
#include "plot/figure_entry.h"
#include "plot/neurons.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  EARLY,
  LATE,
  N_RUNS,
  COLUMNS = 4
};

/* A tenth more than it takes to learn both. */
static const int epochs[N_RUNS] = { 180, 620 };

static void
configure (const PlotFigure *self, int run, ModelExperiment *experiment)
{
  plot_figure_configure_two_layers (experiment, run == EARLY ? 1 : 2, epochs[run]);
}

static double
get_time (const PlotMarks *marks, int m)
{
  return isnan (marks->t_run[m]) ? marks->t_theory[m] : marks->t_run[m];
}

/* Start, plateau, transition, end: of early fusion, which has no plateau to stand on, the one
 * before anything is learned; of late fusion that between the modalities. */
static double
get_epoch (const PlotFigureData *data, int run, int column)
{
  const double a = get_time (&data->marks[run], 0), b = get_time (&data->marks[run], 1);
  const double first = fmin (a, b), second = fmax (a, b);
  const double last = model_snapshot_last_epoch (data->snapshots[run]);

  if (column == 0 || !isfinite (first))
    return 0;
  if (column == COLUMNS - 1 || !isfinite (second))
    return last;
  if (run == EARLY)
    return fmin (round (column == 1 ? first * 0.6 : second * 1.08), last);
  return fmin (round (column == 1 ? (first + second) / 2 : second), last);
}

static void
draw_neurons (cairo_t *cr,
              const PlotArea *area,
              const PlotFigureData *data,
              int run,
              double epoch,
              const PlotTheme *theme)
{
  g_autoptr (ModelMoments) moments =
      model_moments_compute_population (&data->experiments[run], NULL);
  PlotNeurons neurons;

  plot_neurons_init (&neurons);
  neurons.first_layer = data->snapshots[run]->first_layer;
  neurons.moments = moments;
  neurons.patterns =
      model_experiment_get_int (&data->experiments[run], MODEL_SOURCE) == MODEL_SOURCE_XOR;
  neurons.playhead = epoch;
  neurons.hide_title = data->figure == &plot_figure_neurons;
  neurons.hide_meter = neurons.hide_title;
  plot_neurons_draw (cr, area, &neurons, theme);
}

static void
draw (cairo_t *cr, const PlotArea *area, const void *figure_data, const PlotTheme *theme)
{
  static const char *const letters[N_RUNS] = { "a", "b" };
  static const char *const names[N_RUNS] = { N_ ("Early fusion"), N_ ("Late fusion") };
  const PlotFigureData *data = figure_data;
  const double width = area->width / COLUMNS, height = area->height / N_RUNS;

  for (int run = 0; run < N_RUNS; run++)
    for (int column = 0; column < COLUMNS; column++)
      {
        const PlotArea panel = { area->x + column * width, area->y + run * height, width, height };
        const double epoch = get_epoch (data, run, column);
        g_autofree char *title =
            column == 0 ? g_strdup (_ (names[run])) : g_strdup_printf (_ ("epoch %.0f"), epoch);
        const PlotArea rest =
            plot_figure_draw_head (cr, &panel, column == 0 ? letters[run] : NULL, title, theme);

        draw_neurons (cr, &rest, data, run, epoch, theme);
      }
}

static void
draw_panel (cairo_t *cr, const PlotArea *area, const void *figure_data, const PlotTheme *theme)
{
  const PlotFigureData *data = figure_data;

  draw_neurons (cr, area, data, 0, data->view.playhead, theme);
}

/* All weights of a frame. */
static void
write_frame (const PlotFigureData *data, int run, double epoch, GString *out)
{
  const ModelFirstLayer *layer = data->snapshots[run]->first_layer;
  const ModelFirstLayerShape *shape = model_first_layer_get_shape (layer);
  g_autofree float *w = g_new (float, model_first_layer_shape_size (shape));
  const float *next = w;

  model_first_layer_at (layer, epoch, w);
  for (int m = 0; m < 2; m++)
    for (int row = 0; row < shape->rows[m]; row++)
      for (int i = 0; i < shape->inputs[m]; i++)
        {
          const double values[] = {
            model_experiment_get (&data->experiments[run], MODEL_FUSION), epoch, m, row, i, *next++
          };
          plot_figure_write_row (out, values, G_N_ELEMENTS (values));
        }
}

#define HEADER "fusion,epoch,modality,neuron,input,weight\n"

static void
write_csv (const PlotFigureData *data, GString *out)
{
  g_string_append (out, HEADER);
  for (int run = 0; run < N_RUNS; run++)
    for (int column = 0; column < COLUMNS; column++)
      write_frame (data, run, get_epoch (data, run, column), out);
}

static void
write_panel (const PlotFigureData *data, GString *out)
{
  g_string_append (out, HEADER);
  write_frame (data, 0, fmin (data->view.playhead, model_snapshot_last_epoch (data->snapshots[0])),
               out);
}

static void
configure_any (const PlotFigure *self, int run, ModelExperiment *experiment)
{
}

const PlotFigure plot_figure_neurons = {
  .name = "10",
  .title = N_ ("First-layer features, early and late fusion"),
  .width = 180,
  .height = 90,
  .n_runs = N_RUNS,
  .trains = TRUE,
  .configure = configure,
  .draw = draw,
  .write_csv = write_csv,
};

const PlotFigure plot_figure_features = {
  .name = "features",
  .title = N_ ("First-layer features of any experiment"),
  .width = 85,
  .height = 65,
  .n_runs = 1,
  .trains = TRUE,
  .takes_experiment = TRUE,
  .configure = configure_any,
  .draw = draw_panel,
  .draw_panel = draw_panel,
  .write_csv = write_panel,
};
