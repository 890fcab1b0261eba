/* One run of the two-layer late-fusion network each, on data that show one effect. */
#include "figure/figure_phases.h"

#include "figure/figure_curves.h"
#include "figure/figure_entry.h"
#include "plot/time/weights.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const Figure *figure;
  const char *letter, *title;
  double variance_root[2], weight[2], rho;
  int epochs;             /* a tenth more than it takes */
  gboolean only_weights;  /* else the loss as well */
  gboolean both_unimodal; /* both unimodal losses are of interest */
} Setting;

static const Setting settings[] = {
  { &figure_over, "a", N_ ("\\rho = 0.5: overshoot"), { 2, 1 }, { 1, 1 }, 0.5, 700, TRUE, FALSE },
  { &figure_under,
    "b",
    N_ ("\\rho = −0.5: undershoot"),
    { 2, 1 },
    { 1, 1 },
    -0.5,
    1050,
    TRUE,
    FALSE },
  { &figure_superficial,
    "a",
    N_ ("Superficial: A first, B explains more"),
    { 3, 1 },
    { 1, 4 },
    0,
    200,
    FALSE,
    TRUE },
  { &figure_fitting,
    "b",
    N_ ("Not superficial: A first, A explains more"),
    { 4, 3 },
    { 1, 1 },
    0,
    100,
    FALSE,
    TRUE },
  { &figure_collinear,
    NULL,
    N_ ("Collinear modalities, \\rho = 1"),
    { 2, 1 },
    { 1, 1 },
    1,
    400,
    FALSE,
    FALSE },
};

static const Setting *
find_setting (const Figure *figure)
{
  const Setting *setting = settings;

  while (setting->figure != figure)
    setting++;
  return setting;
}

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  const Setting *setting = find_setting (self);

  figure_configure_two_layers (experiment, 2, setting->epochs);
  model_experiment_set (experiment, MODEL_SIGMA_A, setting->variance_root[0], NULL);
  model_experiment_set (experiment, MODEL_SIGMA_B, setting->variance_root[1], NULL);
  model_experiment_set (experiment, MODEL_W_A, setting->weight[0], NULL);
  model_experiment_set (experiment, MODEL_W_B, setting->weight[1], NULL);
  model_experiment_set (experiment, MODEL_RHO, setting->rho, NULL);
}

static void
draw (cairo_t *cr, const PlotArea *area, const void *figure_data, const PlotTheme *theme)
{
  const FigureData *data = figure_data;
  const Setting *setting = find_setting (data->figure);
  const PlotArea rest = figure_draw_head (cr, area, setting->letter, _ (setting->title), theme);
  g_auto (StudyDrawnRun) group = { 0 };

  figure_init_group (&group, data, 0);
  group.run.show_other = setting->both_unimodal;
  if (setting->only_weights)
    plot_weights_draw (cr, &rest, &group.run, theme);
  else
    figure_draw_curves (cr, &rest, &group.run, theme);
}

#define FIGURE(the_name, the_title, the_height, ...)                                               \
  {                                                                                                \
    .name = the_name, .title = the_title, .width = 85, .height = the_height, .n_runs = 1,          \
    .trains = TRUE, .configure = configure, .draw = draw, .checks = { __VA_ARGS__ },               \
    .write_csv = figure_write_history                                                              \
  }

/* Margins are those of 8192 samples: a few per cent. */
const Figure figure_over = FIGURE ("3a",
                                   N_ ("Overshoot: positive correlation"),
                                   55,
                                   { FIGURE_CHECK_PLATEAU_WEIGHT, 1.2, 1.3 },
                                   { FIGURE_CHECK_FINAL_WEIGHT, 0.97, 1.03 });
const Figure figure_under = FIGURE ("3b",
                                    N_ ("Undershoot: negative correlation"),
                                    55,
                                    { FIGURE_CHECK_PLATEAU_WEIGHT, 0.7, 0.8 },
                                    { FIGURE_CHECK_FINAL_WEIGHT, 0.97, 1.03 });
const Figure figure_superficial = FIGURE ("4a",
                                          N_ ("Superficial modality preference"),
                                          95,
                                          { FIGURE_CHECK_FIRST, 0, 0 },
                                          { FIGURE_CHECK_PLATEAU_LOSS, 0.6, 0.68 });
const Figure figure_fitting = FIGURE ("4b",
                                      N_ ("Modality preference that is not superficial"),
                                      95,
                                      { FIGURE_CHECK_FIRST, 0, 0 },
                                      { FIGURE_CHECK_PLATEAU_LOSS, 0.32, 0.4 });
const Figure figure_collinear = FIGURE (
    "8", N_ ("Collinear modalities: B is never learned"), 95, { FIGURE_CHECK_NEVER, 0, 0.01 });
