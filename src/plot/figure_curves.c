/* Figures 2a and 2b: loss and total weights over epochs, for early and for late fusion. */
#include "plot/figure_curves.h"

#include "num/number.h"
#include "plot/figure_entry.h"
#include "plot/frame.h"
#include "plot/loss.h"
#include "plot/weights.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define EPOCHS 600 /* the same for both, so that they can be compared at a glance */

static void
configure_common (ModelExperiment *experiment, int fusion)
{
  model_experiment_set (experiment, MODEL_DEPTH, 2, NULL);
  model_experiment_set (experiment, MODEL_FUSION, fusion, NULL);
  model_experiment_set (experiment, MODEL_SIGMA_A, 2, NULL);
  model_experiment_set (experiment, MODEL_SIGMA_B, 1, NULL);
  model_experiment_set (experiment, MODEL_RHO, 0, NULL);
  model_experiment_set (experiment, MODEL_WIDTH, 100, NULL);
  model_experiment_set (experiment, MODEL_INIT, MODEL_INIT_PLAIN, NULL);
  model_experiment_set (experiment, MODEL_INIT_SCALE, 1e-9, NULL);
  model_experiment_set (experiment, MODEL_LEARNING_RATE, 0.04, NULL);
  model_experiment_set (experiment, MODEL_EPOCHS, EPOCHS, NULL);
}

static void
configure_early (const PlotFigure *self, int run, ModelExperiment *experiment)
{
  configure_common (experiment, 1);
}

static void
configure_late (const PlotFigure *self, int run, ModelExperiment *experiment)
{
  configure_common (experiment, 2);
}

/* One above the other in a column, side by side across a page. */
static void
draw (cairo_t *cr, const PlotArea *area, const void *figure_data, const PlotTheme *theme)
{
  const PlotFigureData *data = figure_data;
  const gboolean early = data->figure == &plot_figure_curves_early;
  const PlotArea rest = plot_figure_draw_head (
      cr, area, early ? "a" : "b", early ? _ ("Early fusion, $L$ = 2") : _ ("Late fusion, $L$ = 2"),
      theme);
  PlotArea panels[2];
  PlotRun run;

  plot_run_init (&run);
  run.snapshot = data->snapshots[0];
  run.marks = data->marks[0];
  run.epochs = plot_run_fit_epochs (run.snapshot);
  plot_frame_split (&rest, rest.width > 1.3 * rest.height, 0, panels);
  plot_loss_draw (cr, &panels[0], &run, theme);
  plot_weights_draw (cr, &panels[1], &run, theme);
}

static void
write_csv (const PlotFigureData *data, GString *out)
{
  const ModelHistoryView *history = data->snapshots[0]->history;
  const gsize n = model_history_view_length (history);

  g_string_append (out, "epoch,loss,w_a,w_b\n");
  for (gsize i = 0; i < n; i++)
    {
      const ModelHistoryRow *row = model_history_view_row (history, i);
      const double values[] = { row->epoch, row->loss, row->weight[0], row->weight[1] };
      for (gsize k = 0; k < G_N_ELEMENTS (values); k++)
        {
          char text[NUM_NUMBER_SIZE];
          g_string_append (out, num_number_format (values[k], text));
          g_string_append_c (out, k + 1 < G_N_ELEMENTS (values) ? ',' : '\n');
        }
    }
}

const PlotFigure plot_figure_curves_early = {
  .name = "2a",
  .title = N_ ("Early fusion: loss and weights"),
  .width = 85,
  .height = 95,
  .n_runs = 1,
  .trains = TRUE,
  .configure = configure_early,
  .draw = draw,
  .write_csv = write_csv,
};

const PlotFigure plot_figure_curves_late = {
  .name = "2b",
  .title = N_ ("Late fusion: loss and weights"),
  .width = 85,
  .height = 95,
  .n_runs = 1,
  .trains = TRUE,
  .configure = configure_late,
  .draw = draw,
  .write_csv = write_csv,
};
