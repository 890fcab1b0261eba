/* The time plots of an experiment that is given, each as a figure of its own. */
#include "figure/figure_any.h"

#include "figure/figure_curves.h"
#include "figure/figure_entry.h"
#include "plot/time/loss.h"
#include "plot/time/weights.h"

#include <glib/gi18n-lib.h>

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
}

static void
draw_loss (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  g_auto (StudyDrawnRun) group = { 0 };

  figure_init_group (&group, data, 0);
  plot_loss_draw (cr, area, &group.run, theme);
}

static void
draw_weights (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  g_auto (StudyDrawnRun) group = { 0 };

  figure_init_group (&group, data, 0);
  plot_weights_draw (cr, area, &group.run, theme);
}

static void
draw_run (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  g_auto (StudyDrawnRun) group = { 0 };

  figure_init_group (&group, data, 0);
  figure_draw_curves (cr, area, &group.run, theme);
}

#define FIGURE(NAME, TITLE, HEIGHT, DRAW)                                                          \
  {                                                                                                \
    .name = NAME, .title = TITLE, .width = 85, .height = HEIGHT, .n_runs = 1, .trains = TRUE,      \
    .takes_experiment = TRUE, .configure = configure, .draw = DRAW, .draw_panel = DRAW,            \
    .write_csv = figure_write_history,                                                             \
  }

const Figure figure_loss = FIGURE ("loss", N_ ("Loss"), 55, draw_loss);
const Figure figure_weights = FIGURE ("weights", N_ ("Weights"), 55, draw_weights);
const Figure figure_run = FIGURE ("run", N_ ("Loss and weights"), 95, draw_run);
