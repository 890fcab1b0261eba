/* Figure 6a: the loss for fusion layers 1 to 4, over one time axis. */
#include "figure/figure_csv.h"
#include "figure/figure_curves.h"
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

/* The last network, with the others beside it. */
static void
init_group (StudyDrawnRun *group, const FigureData *data)
{
  g_autoptr (StudyComparedRuns) others = study_compared_runs_new ();
  const StudyMarks *last = &data->marks[DEPTH - 1];
  StudyMarks marks;

  study_ensemble_runs_expect (others->ensemble, STUDY_ENSEMBLE_FUSION, DEPTH);
  for (int i = 0; i < DEPTH; i++)
    study_ensemble_runs_set (others->ensemble, i, model_snapshot_ref (data->snapshots[i]));
  /* All have this plateau; their times would be one network's only. */
  study_marks_init (&marks);
  marks.first = last->first;
  marks.loss_theory = last->loss_theory;
  marks.loss_plateau = last->loss_plateau;
  study_drawn_run_init (group, &(StudyRunParts){ .medium = STUDY_MEDIUM_FILE,
                                                 .snapshot = data->snapshots[DEPTH - 1],
                                                 .fork = NAN,
                                                 .marks = &marks,
                                                 .compared = others,
                                                 .view = &data->view,
                                                 .hover = NAN });
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const PlotArea rest = figure_draw_head (cr, area, "a", _ ("Fusion layers, $L$ = 4"), theme);
  g_auto (StudyDrawnRun) group = { 0 };

  init_group (&group, data);
  plot_loss_draw (cr, &rest, &group.run, theme);
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
              { FIGURE_CHECK_PLATEAU_LOSS, 0.19, 0.22 },
              { FIGURE_CHECK_TIMES, 0, 0.04 },
              { FIGURE_CHECK_STAGE_TIMES, 0, 0.04 } },
  .write_csv = write_csv,
};
