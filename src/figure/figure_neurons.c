/* Figure 10 and the first-layer features of any experiment, in the plane and in 3-D. */
#include "figure/figure_neurons.h"

#include "figure/figure_curves.h"
#include "figure/figure_entry.h"
#include "model/experiment/data_source.h"
#include "plot/space/scene_cairo.h"
#include "plot/space/scene_neurons.h"

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
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  figure_configure_two_layers (experiment, run == EARLY ? 1 : 2, epochs[run]);
}

static double
get_time (const StudyMarks *marks, int m)
{
  return isnan (marks->t_run[m]) ? marks->t_theory[m] : marks->t_run[m];
}

/* Start, plateau, transition, end: of early fusion, which has no plateau to stand on, the one
 * before anything is learned; of late fusion that between the modalities. */
static double
get_epoch (const FigureData *data, int run, int column)
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

void
figure_init_neurons (PlotNeurons *neurons, const FigureData *data, int run, double epoch)
{
  const ModelExperiment *experiment = &data->experiments[run];

  plot_neurons_init (neurons);
  neurons->first_layer = data->snapshots[run]->first_layer;
  neurons->moments = data->snapshots[run]->moments;
  neurons->plane = plot_neurons_choose_plane (experiment);
  neurons->patterns = model_experiment_get_source (experiment)->patterns;
  neurons->playhead = epoch;
}

static void
draw_column (cairo_t *cr,
             const PlotArea *area,
             const FigureData *data,
             int run,
             int column,
             const PlotTheme *theme)
{
  const double epoch = get_epoch (data, run, column);
  g_autofree char *note = g_strdup_printf (_ ("epoch %.0f"), epoch);
  PlotNeurons neurons;

  figure_init_neurons (&neurons, data, run, epoch);
  neurons.note = note;
  neurons.compact = neurons.hide_title = neurons.hide_meter = TRUE;
  plot_neurons_draw (cr, area, &neurons, theme);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  static const char *const letters[N_RUNS] = { "a", "b" };
  static const char *const names[N_RUNS] = { N_ ("Early fusion"), N_ ("Late fusion") };
  const double height = area->height / N_RUNS;
  FigureLayout row_layout = data->figure->layout;

  row_layout.n = COLUMNS;
  for (int run = 0; run < N_RUNS; run++)
    {
      const PlotArea row = { area->x, area->y + run * height, area->width, height };
      const PlotArea rest = figure_draw_head (cr, &row, letters[run], _ (names[run]), theme);

      for (int column = 0; column < COLUMNS; column++)
        {
          const PlotArea panel = figure_layout_place (&row_layout, &rest, 0, column, theme);

          draw_column (cr, &panel, data, run, column, theme);
        }
    }
}

static void
draw_panel (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  PlotNeurons neurons;

  figure_init_neurons (&neurons, data, 0, data->view.playhead);
  plot_neurons_draw (cr, area, &neurons, theme);
}

/* Data that have no third input have the plane only. */
static void
draw_space (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const ModelFirstLayer *layer = data->snapshots[0]->first_layer;
  g_autoptr (PlotScene) scene = NULL;
  PlotNeurons neurons;

  if (!plot_neurons_has_plane (model_first_layer_get_shape (layer), PLOT_NEURONS_B))
    {
      draw_panel (cr, area, data, theme);
      return;
    }
  figure_init_neurons (&neurons, data, 0, data->view.playhead);
  scene = plot_scene_new_neurons (&neurons);
  plot_scene_draw (cr, area, scene, theme);
}

/* All weights of a frame. */
static void
write_frame (const FigureData *data, int run, double epoch, GString *out)
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
            run + 1, model_experiment_get (&data->experiments[run], MODEL_FUSION), epoch, m, row, i,
            *next++
          };
          figure_write_row (out, values, G_N_ELEMENTS (values));
        }
}

#define HEADER "run,fusion,epoch,modality,neuron,input,weight\n"

static void
write_csv (const FigureData *data, GString *out)
{
  g_string_append (out, HEADER);
  for (int run = 0; run < N_RUNS; run++)
    for (int column = 0; column < COLUMNS; column++)
      write_frame (data, run, get_epoch (data, run, column), out);
}

void
figure_write_neurons (const FigureData *data, int n, GString *out)
{
  g_string_append (out, HEADER);
  for (int run = 0; run < n; run++)
    write_frame (data, run,
                 fmin (data->view.playhead, model_snapshot_last_epoch (data->snapshots[run])), out);
}

static void
write_panel (const FigureData *data, GString *out)
{
  figure_write_neurons (data, 1, out);
}

const Figure figure_neurons = {
  .name = "10",
  .title = N_ ("First-layer features, early and late fusion"),
  .width = 180,
  .height = 106,
  .layout = { N_RUNS * COLUMNS, COLUMNS, 16 },
  .n_runs = N_RUNS,
  .trains = TRUE,
  .configure = configure,
  .draw = draw,
  .checks = { { FIGURE_CHECK_RATIO, 3.3, 4.4 },
              { FIGURE_CHECK_FIRST, 0, 0 },
              { FIGURE_CHECK_PLATEAU_LOSS, 0.19, 0.22 } },
  .write_csv = write_csv,
};

#define ANY(NAME, TITLE, HEIGHT, DRAW)                                                             \
  {                                                                                                \
    .name = NAME, .title = TITLE, .width = 85, .height = HEIGHT, .n_runs = 1, .trains = TRUE,      \
    .takes_experiment = TRUE, .draw = DRAW, .draw_panel = DRAW, .write_csv = write_panel,          \
  }

const Figure figure_features =
    ANY ("features", N_ ("First-layer features of any experiment"), 65, draw_panel);
const Figure figure_features_space =
    ANY ("features-3d", N_ ("First-layer features in 3-D"), 75, draw_space);
