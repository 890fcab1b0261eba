/* Figure 6a: the loss for fusion layers 1 to 4, over one time axis. */
#include "plot/figure_race.h"

#include "plot/companion.h"
#include "plot/figure_curves.h"
#include "plot/figure_entry.h"
#include "plot/loss.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  DEPTH = 4,
  EPOCHS = 7000 /* late fusion, the slowest, takes 6500 */
};

/* The last is late fusion: the one that the figure opens in the window. */
static void
configure (const PlotFigure *self, int run, ModelExperiment *experiment)
{
  plot_figure_configure_two_layers (experiment, 1, EPOCHS);
  model_experiment_set (experiment, MODEL_DEPTH, DEPTH, NULL);
  model_experiment_set (experiment, MODEL_FUSION, run + 1, NULL);
  model_experiment_set (experiment, MODEL_INIT, MODEL_INIT_RANDOM, NULL);
  model_experiment_set (experiment, MODEL_INIT_SCALE, 0.1, NULL);
}

static void
draw (cairo_t *cr, const PlotArea *area, const void *figure_data, const PlotTheme *theme)
{
  const PlotFigureData *data = figure_data;
  const PlotArea rest = plot_figure_draw_head (cr, area, "a", _ ("Fusion layers, $L$ = 4"), theme);
  PlotCompanion companions[DEPTH - 1];
  char names[DEPTH][16];
  PlotRun run;

  plot_run_init (&run);
  for (int i = 0; i < DEPTH; i++)
    g_snprintf (names[i], sizeof names[i], "L_f = %d", i + 1);
  for (int i = 0; i < DEPTH - 1; i++)
    companions[i] =
        (PlotCompanion){ data->snapshots[i], plot_companion_fusion_style (i + 1), names[i], NULL };
  run.snapshot = data->snapshots[DEPTH - 1];
  run.name = names[DEPTH - 1];
  run.companions = companions;
  run.n_companions = DEPTH - 1;
  run.epochs = plot_run_fit_epochs (run.snapshot, 0);
  /* All have this plateau; their times would be one network's only. */
  run.marks.first = data->marks[DEPTH - 1].first;
  run.marks.loss_origin = data->marks[DEPTH - 1].loss_origin;
  run.marks.loss_theory = data->marks[DEPTH - 1].loss_theory;
  run.marks.loss_plateau = data->marks[DEPTH - 1].loss_plateau;
  plot_view_apply (&data->view, &run);
  plot_loss_draw (cr, &rest, &run, theme);
}

static void
write_csv (const PlotFigureData *data, GString *out)
{
  g_string_append (out, "fusion,epoch,loss,w_a,w_b\n");
  for (int run = 0; run < DEPTH; run++)
    {
      const ModelHistoryView *history = data->snapshots[run]->history;
      const gsize n = model_history_view_length (history);

      for (gsize i = 0; i < n; i++)
        {
          const ModelHistoryRow *row = model_history_view_row (history, i);
          const double values[] = { run + 1, row->epoch, row->loss, row->weight[0],
                                    row->weight[1] };
          plot_figure_write_row (out, values, G_N_ELEMENTS (values));
        }
    }
}

const PlotFigure plot_figure_race = {
  .name = "6a",
  .title = N_ ("The later the fusion, the longer the plateau"),
  .width = 85,
  .height = 60,
  .n_runs = DEPTH,
  .trains = TRUE,
  .configure = configure,
  .draw = draw,
  /* Of late fusion; theory's 4, by the random start some 30 % more or less. */
  .checks = { { PLOT_CHECK_RATIO, 2.8, 5.2 },
              { PLOT_CHECK_FIRST, 0, 0 },
              { PLOT_CHECK_PLATEAU_LOSS, 0.19, 0.22 } },
  .write_csv = write_csv,
};
