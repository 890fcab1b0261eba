/* Figure 1: early, intermediate and late fusion side by side. */
#include "figure/figure_entry.h"
#include "plot/draw/label.h"
#include "plot/plane/schematic.h"

#include <glib/gi18n-lib.h>

#define DEPTH 4

static const struct
{
  const char *letter, *title;
  int fusion;
} panels[] = {
  { "a", N_ ("Early fusion"), 1 },
  { "b", N_ ("Intermediate fusion"), 2 },
  { "c", N_ ("Late fusion"), DEPTH },
};

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  model_experiment_set (experiment, MODEL_DEPTH, DEPTH, NULL);
  model_experiment_set (experiment, MODEL_FUSION, panels[run].fusion, NULL);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  for (int i = 0; i < data->figure->n_runs; i++)
    {
      const PlotArea panel =
          figure_layout_place (&data->figure->layout, area, 1.5 * theme->font_size, i, theme);
      const PlotArea rest =
          figure_draw_head (cr, &panel, panels[i].letter, _ (panels[i].title), theme);
      plot_schematic_draw (cr, &rest, &data->experiments[i], theme);
    }
}

static void
write_csv (const FigureData *data, GString *out)
{
  g_string_append (out, "panel,depth,fusion,hidden_a,hidden_b,hidden_shared,width\n");
  for (int i = 0; i < data->figure->n_runs; i++)
    {
      const ModelExperiment *experiment = &data->experiments[i];
      g_string_append_printf (out, "%s,%d,%d,%d,%d,%d,%d\n", panels[i].letter,
                              model_experiment_get_int (experiment, MODEL_DEPTH),
                              model_experiment_get_int (experiment, MODEL_FUSION),
                              model_experiment_branch_depth (experiment, 0) - 1,
                              model_experiment_branch_depth (experiment, 1) - 1,
                              model_experiment_shared_depth (experiment),
                              model_experiment_get_int (experiment, MODEL_WIDTH));
    }
}

const Figure figure_schematic = {
  .name = "1",
  .title = N_ ("Early, intermediate and late fusion"),
  .width = 174,
  .height = 27,
  .layout = { G_N_ELEMENTS (panels), G_N_ELEMENTS (panels), 18 },
  .n_runs = G_N_ELEMENTS (panels),
  .checks = { { FIGURE_CHECK_LAYERS, DEPTH, DEPTH }, { FIGURE_CHECK_SHARED_LAYERS, 0, 0 } },
  .configure = configure,
  .draw = draw,
  .write_csv = write_csv,
};
