/* Figure 12: loss and features, early and late, at three variances of the linear modality. */
#include "figure/figure_csv.h"
#include "figure/figure_curves.h"
#include "figure/figure_neurons.h"
#include "figure/figure_samples.h"
#include "plot/space/scene_cairo.h"
#include "plot/space/scene_neurons.h"
#include "plot/time/loss.h"
#include "study/marks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  VARIANCES = 3, /* of x_A: 1, 2, 3 */
  RUNS = 2 * VARIANCES,
  EPOCHS = 3000
};

/* Parts of a run's height: loss, features in the plane, in 3-D. */
static const double parts[3] = { 0.32, 0.34, 0.34 };

/* Room for a title that a panel does not have: font sizes. */
#define NO_TITLE 2.0

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  figure_configure_two_layers (experiment, 1 + run / VARIANCES, EPOCHS);
  model_experiment_set (experiment, MODEL_SOURCE, MODEL_SOURCE_XOR, NULL);
  model_experiment_set (experiment, MODEL_SIGMA_A, sqrt (1 + run % VARIANCES), NULL);
  model_experiment_set (experiment, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU, NULL);
}

static void
draw_loss (cairo_t *cr, const PlotArea *area, const FigureData *data, int i, const PlotTheme *theme)
{
  static const char *const letters[RUNS] = { "a", "b", "c", "d", "e", "f" };
  /* Translators: the variance of the linear modality */
  g_autofree char *title =
      g_strdup_printf (_ ("%s, Var x_A = %d"), figure_get_fusion_name (data, i), 1 + i % VARIANCES);
  const PlotArea rest = figure_draw_head (cr, area, letters[i], title, theme);
  g_auto (StudyDrawnRun) group = { 0 };

  figure_init_group (&group, data, i);
  plot_loss_draw (cr, &rest, &group.run, theme);
}

/* At the end of the run, or where it is followed to. */
static void
draw_features (
    cairo_t *cr, const PlotArea areas[2], const FigureData *data, int i, const PlotTheme *theme)
{
  g_autoptr (PlotScene) scene = NULL;
  PlotNeurons neurons;

  figure_init_neurons (&neurons, data, i, data->view.playhead);
  neurons.hide_title = neurons.hide_meter = neurons.compact = TRUE;
  plot_neurons_draw (cr, &areas[0], &neurons, theme);
  scene = plot_scene_new_neurons (&neurons);
  plot_scene_draw (cr, &areas[1], scene, theme);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const double no_title = NO_TITLE * theme->font_size;

  for (int i = 0; i < RUNS; i++)
    {
      const PlotArea cell = figure_layout_place (&data->figure->layout, area, 0, i, theme);
      PlotArea areas[3];
      double y = cell.y;

      for (int k = 0; k < 3; k++)
        {
          areas[k] = (PlotArea){ cell.x, y, cell.width, parts[k] * cell.height };
          y += areas[k].height;
        }
      for (int k = 1; k < 3; k++)
        {
          areas[k].y -= no_title;
          areas[k].height += no_title;
        }
      draw_loss (cr, &areas[0], data, i, theme);
      draw_features (cr, areas + 1, data, i, theme);
    }
}

static void
write_csv (const FigureData *data, GString *out)
{
  figure_write_histories (data, "run", out);
  figure_write_next (out, "features");
  figure_write_neurons (data, RUNS, out);
}

const Figure figure_xor = {
  .name = "12",
  .title = N_ ("ReLU networks: a linear modality and XOR"),
  .width = 170,
  .height = 240,
  .layout = { RUNS, VARIANCES, 17, 30 },
  .n_runs = RUNS,
  .trains = TRUE,
  .no_theory = TRUE,
  .configure = configure,
  .draw = draw,
  .checks = { { FIGURE_CHECK_FINAL_LOSS, 0, 0.001 },
              { FIGURE_CHECK_STUCK_EARLY_1, 0, 0 },
              { FIGURE_CHECK_STUCK_EARLY_2, 3, 3 },
              { FIGURE_CHECK_STUCK_EARLY_3, 8, 8 },
              { FIGURE_CHECK_STUCK_LATE, 0, 0 } },
  .write_csv = write_csv,
};
