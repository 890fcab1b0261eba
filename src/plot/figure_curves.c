/* Figures 2a and 2b: loss and total weights over epochs, for early and for late fusion. */
#include "plot/figure_curves.h"

#include "plot/figure_entry.h"
#include "plot/frame.h"
#include "plot/loss.h"
#include "plot/marks.h"
#include "plot/weights.h"

#include <glib/gi18n-lib.h>

#define EPOCHS 600 /* the same for both, so that they can be compared at a glance */

void
plot_figure_configure_two_layers (ModelExperiment *experiment, int fusion, int epochs)
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
  model_experiment_set (experiment, MODEL_EPOCHS, epochs, NULL);
}

static void
configure_early (const PlotFigure *self, int run, ModelExperiment *experiment)
{
  plot_figure_configure_two_layers (experiment, 1, EPOCHS);
}

static void
configure_late (const PlotFigure *self, int run, ModelExperiment *experiment)
{
  plot_figure_configure_two_layers (experiment, 2, EPOCHS);
}

void
plot_figure_init_group (PlotGroup *group, const PlotFigureData *data, int i)
{
  PlotRun run;

  plot_run_init (&run);
  run.snapshot = data->snapshots[i];
  run.marks = data->marks[i];
  run.epochs = plot_run_fit_epochs (run.snapshot, plot_marks_get_expected_end (&run.marks));
  plot_group_init (group, &run, data->company, &data->view);
}

void
plot_figure_draw_curves (cairo_t *cr,
                         const PlotArea *area,
                         const PlotRun *run,
                         const PlotTheme *theme)
{
  PlotArea panels[2];

  plot_frame_split (area, area->width > 1.3 * area->height, 0, panels);
  plot_loss_draw (cr, &panels[0], run, theme);
  plot_weights_draw (cr, &panels[1], run, theme);
}

static void
draw (cairo_t *cr, const PlotArea *area, const void *figure_data, const PlotTheme *theme)
{
  const PlotFigureData *data = figure_data;
  const gboolean early = data->figure == &plot_figure_curves_early;
  const PlotArea rest = plot_figure_draw_head (
      cr, area, early ? "a" : "b", early ? _ ("Early fusion, $L$ = 2") : _ ("Late fusion, $L$ = 2"),
      theme);
  g_auto (PlotGroup) group = { 0 };

  plot_figure_init_group (&group, data, 0);
  plot_figure_draw_curves (cr, &rest, &group.run, theme);
}

const PlotFigure plot_figure_curves_early = {
  .name = "2a",
  .title = N_ ("Early fusion: loss and weights"),
  .width = 85,
  .height = 95,
  .n_runs = 1,
  .trains = TRUE,
  .checks = { { PLOT_CHECK_RATIO, 1, 1.3 } },
  .configure = configure_early,
  .draw = draw,
  .write_csv = plot_figure_write_history,
};

const PlotFigure plot_figure_curves_late = {
  .name = "2b",
  .title = N_ ("Late fusion: loss and weights"),
  .width = 85,
  .height = 95,
  .n_runs = 1,
  .trains = TRUE,
  /* About 4 and 0.2 in the paper; finite steps lower the ratio by up to a tenth, 8192 samples
   * scatter by a few per cent. */
  .checks = { { PLOT_CHECK_RATIO, 3.3, 4.4 },
              { PLOT_CHECK_PLATEAU_LOSS, 0.17, 0.23 },
              { PLOT_CHECK_FIRST, 0, 0 } },
  .configure = configure_late,
  .draw = draw,
  .write_csv = plot_figure_write_history,
};
