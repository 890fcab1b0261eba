/* Figure 6a: the loss for fusion layers 1 to 4, over one time axis. */
#include "figure/figure_curves.h"
#include "figure/figure_entry.h"
#include "plot/time/compared_curves.h"
#include "plot/time/loss.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  DEPTH = 4,
  EPOCHS = 7000 /* late fusion, the slowest, takes 6500 */
};

/* The last is late fusion: the one that the figure opens in the window. */
static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  figure_configure_two_layers (experiment, 1, EPOCHS);
  model_experiment_set (experiment, MODEL_DEPTH, DEPTH, NULL);
  model_experiment_set (experiment, MODEL_FUSION, run + 1, NULL);
  model_experiment_set (experiment, MODEL_INIT, MODEL_INIT_RANDOM, NULL);
  model_experiment_set (experiment, MODEL_INIT_SCALE, 0.1, NULL);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const PlotArea rest = figure_draw_head (cr, area, "a", _ ("Fusion layers, $L$ = 4"), theme);
  StudyComparedRun compared[DEPTH - 1];
  char names[DEPTH][16];
  StudyRun run;

  study_run_init (&run);
  for (int i = 0; i < DEPTH; i++)
    g_snprintf (names[i], sizeof names[i], "L_f = %d", i + 1);
  for (int i = 0; i < DEPTH - 1; i++)
    compared[i] = (StudyComparedRun){ data->snapshots[i], study_compared_run_fusion_style (i + 1),
                                      names[i], NULL };
  run.snapshot = data->snapshots[DEPTH - 1];
  run.name = names[DEPTH - 1];
  run.compared = compared;
  run.n_compared = DEPTH - 1;
  run.epochs = study_run_fit_epochs (run.snapshot, 0);
  /* All have this plateau; their times would be one network's only. */
  run.marks.first = data->marks[DEPTH - 1].first;
  run.marks.loss_origin = data->marks[DEPTH - 1].loss_origin;
  run.marks.loss_theory = data->marks[DEPTH - 1].loss_theory;
  run.marks.loss_plateau = data->marks[DEPTH - 1].loss_plateau;
  study_view_apply (&data->view, &run);
  plot_loss_draw (cr, &rest, &run, theme);
}

static void
write_csv (const FigureData *data, GString *out)
{
  figure_write_histories (data, "fusion", out);
}

const Figure figure_race = {
  .name = "6a",
  .title = N_ ("The later the fusion, the longer the plateau"),
  .width = 85,
  .height = 60,
  .n_runs = DEPTH,
  .trains = TRUE,
  .configure = configure,
  .draw = draw,
  /* Of late fusion; theory's 4, by the random start some 30 % more or less. */
  .checks = { { FIGURE_CHECK_RATIO, 2.8, 5.2 },
              { FIGURE_CHECK_FIRST, 0, 0 },
              { FIGURE_CHECK_PLATEAU_LOSS, 0.19, 0.22 } },
  .write_csv = write_csv,
};
