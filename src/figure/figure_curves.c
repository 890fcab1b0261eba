/* Loss and weights of one run over epochs: figures 2a and 2b, what the unimodal phase does to both
 * (3a, 3b, 4a, 4b, 8), and those of any experiment. */
#include "figure/figure_curves.h"

#include "figure/figure_csv.h"
#include "plot/draw/frame.h"
#include "plot/time/accuracy_plot.h"
#include "plot/time/loss.h"
#include "plot/time/weights.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  const char *letter, *title; /* of the row above the plot; no title: no row */
  void (*draw) (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme);
  int fusion, epochs; /* a tenth more than it takes; 0: of any experiment */
  double sigma[2], weight[2], rho;
  gboolean both_unimodal; /* both unimodal losses are of interest */
} Setting;

/* As many epochs for both, so that they can be compared at a glance. */
static const Setting early = {
  "a", N_ ("Early fusion, $L$ = 2"), figure_draw_curves, 1, 600, { 2, 1 }, { 1, 1 }
};
static const Setting late = {
  "b", N_ ("Late fusion, $L$ = 2"), figure_draw_curves, 2, 600, { 2, 1 }, { 1, 1 }
};
static const Setting over = {
  "a", N_ ("\\rho = 0.5: overshoot"), plot_weights_draw, 2, 700, { 2, 1 }, { 1, 1 }, 0.5
};
static const Setting under = {
  "b", N_ ("\\rho = −0.5: undershoot"), plot_weights_draw, 2, 1050, { 2, 1 }, { 1, 1 }, -0.5
};
static const Setting superficial = { "a",
                                     N_ ("Superficial: A first, B explains more"),
                                     figure_draw_curves,
                                     2,
                                     200,
                                     { 3, 1 },
                                     { 1, 4 },
                                     .both_unimodal = TRUE };
static const Setting fitting = { "b",
                                 N_ ("Not superficial: A first, A explains more"),
                                 figure_draw_curves,
                                 2,
                                 100,
                                 { 4, 3 },
                                 { 1, 1 },
                                 .both_unimodal = TRUE };
static const Setting collinear = {
  NULL, N_ ("Collinear modalities, \\rho = 1"), figure_draw_curves, 2, 400, { 2, 1 }, { 1, 1 }, 1
};
/* Of a panel, font sizes. */
#define LEAST 28

static const Setting loss = { .draw = plot_loss_draw };
static const Setting weights = { .draw = plot_weights_draw };
static const Setting accuracy = { .draw = plot_accuracy_draw };
static const Setting both = { .draw = figure_draw_curves };

void
figure_configure_two_layers (ModelExperiment *experiment, int fusion, int epochs)
{
  model_experiment_set (experiment, MODEL_DEPTH, 2, NULL);
  model_experiment_set (experiment, MODEL_FUSION, fusion, NULL);
  model_experiment_set (experiment, MODEL_SIGMA_A, 2, NULL);
  model_experiment_set (experiment, MODEL_SIGMA_B, 1, NULL);
  model_experiment_set (experiment, MODEL_RHO, 0, NULL);
  model_experiment_set (experiment, MODEL_WIDTH, 100, NULL);
  model_experiment_set (experiment, MODEL_INIT, MODEL_INIT_PLAIN, NULL);
  model_experiment_set (experiment, MODEL_INIT_SCALE, 1e-9, NULL);
  model_experiment_set (experiment, MODEL_EPOCHS, epochs, NULL);
}

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  const Setting *setting = self->setting;

  figure_configure_two_layers (experiment, setting->fusion, setting->epochs);
  model_experiment_set (experiment, MODEL_SIGMA_A, setting->sigma[0], NULL);
  model_experiment_set (experiment, MODEL_SIGMA_B, setting->sigma[1], NULL);
  model_experiment_set (experiment, MODEL_W_A, setting->weight[0], NULL);
  model_experiment_set (experiment, MODEL_W_B, setting->weight[1], NULL);
  model_experiment_set (experiment, MODEL_RHO, setting->rho, NULL);
}

void
figure_draw_curves (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme)
{
  static const FigureLayout layout = { 2, 2, LEAST };
  const PlotArea loss_area = figure_layout_place (&layout, area, 0, 0, theme);
  const PlotArea weights_area = figure_layout_place (&layout, area, 0, 1, theme);

  plot_loss_draw (cr, &loss_area, run, theme);
  plot_weights_draw (cr, &weights_area, run, theme);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const Setting *setting = data->figure->setting;
  PlotArea rest = *area;
  g_auto (StudyDrawnRun) group = { 0 };

  if (setting->title != NULL)
    rest = figure_draw_head (cr, area, setting->letter, _ (setting->title), theme);
  figure_init_group (&group, data, 0);
  group.run.show_other = setting->both_unimodal;
  setting->draw (cr, &rest, &group.run, theme);
}

#define FIGURE(NAME, TITLE, PANELS, HEIGHT, SETTING, ...)                                          \
  {                                                                                                \
    .name = NAME, .title = TITLE, .width = 85, .height = HEIGHT, .setting = &SETTING, .n_runs = 1, \
    .layout = { PANELS, PANELS, LEAST }, .trains = TRUE, .configure = configure, .draw = draw,     \
    .checks = { __VA_ARGS__ }, .write_csv = figure_write_history                                   \
  }

/* About 4 and 0.2 in the paper; finite steps lower the ratio by up to a tenth. Margins are those of
 * 8192 samples: a few per cent. */
const Figure figure_curves_early = FIGURE ("2a",
                                           N_ ("Early fusion: loss and weights"),
                                           2,
                                           95,
                                           early,
                                           { FIGURE_CHECK_RATIO, 1, 1.3 },
                                           { FIGURE_CHECK_TIMES, 0, 0.04 },
                                           { FIGURE_CHECK_STAGES, 1, 1 });
const Figure figure_curves_late = FIGURE ("2b",
                                          N_ ("Late fusion: loss and weights"),
                                          2,
                                          95,
                                          late,
                                          { FIGURE_CHECK_RATIO, 3.3, 4.4 },
                                          { FIGURE_CHECK_PLATEAU_LOSS, 0.17, 0.23 },
                                          { FIGURE_CHECK_FIRST, 0, 0 },
                                          { FIGURE_CHECK_TIMES, 0, 0.04 },
                                          { FIGURE_CHECK_STAGE_TIMES, 0, 0.04 });
const Figure figure_over = FIGURE ("3a",
                                   N_ ("Overshoot: positive correlation"),
                                   1,
                                   55,
                                   over,
                                   { FIGURE_CHECK_PLATEAU_WEIGHT, 1.2, 1.3 },
                                   { FIGURE_CHECK_FINAL_WEIGHT, 0.97, 1.03 },
                                   { FIGURE_CHECK_TIMES, 0, 0.04 },
                                   { FIGURE_CHECK_STAGE_TIMES, 0, 0.04 });
const Figure figure_under = FIGURE ("3b",
                                    N_ ("Undershoot: negative correlation"),
                                    1,
                                    55,
                                    under,
                                    { FIGURE_CHECK_PLATEAU_WEIGHT, 0.7, 0.8 },
                                    { FIGURE_CHECK_FINAL_WEIGHT, 0.97, 1.03 },
                                    { FIGURE_CHECK_TIMES, 0, 0.04 },
                                    { FIGURE_CHECK_STAGE_TIMES, 0, 0.04 });
const Figure figure_superficial = FIGURE ("4a",
                                          N_ ("Superficial modality preference"),
                                          2,
                                          95,
                                          superficial,
                                          { FIGURE_CHECK_FIRST, 0, 0 },
                                          { FIGURE_CHECK_PLATEAU_LOSS, 0.6, 0.68 },
                                          { FIGURE_CHECK_TIMES, 0, 0.04 },
                                          { FIGURE_CHECK_STAGES, 2, 2 });
const Figure figure_fitting = FIGURE ("4b",
                                      N_ ("Modality preference that is not superficial"),
                                      2,
                                      95,
                                      fitting,
                                      { FIGURE_CHECK_FIRST, 0, 0 },
                                      { FIGURE_CHECK_PLATEAU_LOSS, 0.32, 0.4 },
                                      { FIGURE_CHECK_TIMES, 0, 0.04 },
                                      { FIGURE_CHECK_STAGES, 2, 2 });
const Figure figure_collinear = FIGURE ("8",
                                        N_ ("Collinear modalities: B is never learned"),
                                        2,
                                        95,
                                        collinear,
                                        { FIGURE_CHECK_NEVER, 0, 0.01 },
                                        { FIGURE_CHECK_TIMES, 0, 0.04 },
                                        { FIGURE_CHECK_STAGES, 1, 1 });

#define ANY(NAME, TITLE, PANELS, HEIGHT, SETTING)                                                  \
  {                                                                                                \
    .name = NAME, .title = TITLE, .width = 85, .height = HEIGHT, .setting = &SETTING, .n_runs = 1, \
    .layout = { PANELS, PANELS, LEAST }, .trains = TRUE, .takes_experiment = TRUE, .draw = draw,   \
    .draw_panel = draw, .write_csv = figure_write_history                                          \
  }

const Figure figure_loss = ANY ("loss", N_ ("Loss"), 1, 55, loss);
const Figure figure_weights = ANY ("weights", N_ ("Weights"), 1, 55, weights);
const Figure figure_accuracy =
    ANY ("accuracy", N_ ("Accuracy of the training log"), 1, 55, accuracy);
const Figure figure_run = ANY ("run", N_ ("Loss and weights"), 2, 95, both);
