/* Figure 4c: regions I to IV, drawn; and the curves between them, as numbers. */
#include "figure/figure_curves.h"
#include "figure/figure_entry.h"
#include "plot/plane/regions.h"

#include <glib/gi18n-lib.h>

#define ROWS 81
#define EPOCHS 200

/* Figure 4a's data: region III. */
static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  figure_configure_two_layers (experiment, 2, EPOCHS);
  model_experiment_set (experiment, MODEL_SIGMA_A, 3, NULL);
  model_experiment_set (experiment, MODEL_W_B, 4, NULL);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const PlotArea rest =
      figure_draw_head (cr, area, "c", _ ("Which is learned first, which is the better"), theme);
  PlotRegions regions;

  plot_regions_init (&regions);
  plot_regions_draw (cr, &rest, &regions, theme);
}

static void
write_csv (const FigureData *data, GString *out)
{
  PlotRegions regions;

  plot_regions_init (&regions);
  g_string_append (out, "sigma_a/sigma_b,learned_first_w_a/w_b,explains_more_w_a/w_b\n");
  for (int i = 0; i < ROWS; i++)
    {
      const double r = study_axis_unmap (&regions.x, i / (ROWS - 1.0));
      const double values[] = { r, theory_preference_learned_first (r),
                                theory_preference_explains_more (r) };
      figure_write_row (out, values, G_N_ELEMENTS (values));
    }
}

const Figure figure_preference = {
  .name = "4c",
  .title = N_ ("Regions of modality preference"),
  .width = 85,
  .height = 80,
  .n_runs = 1,
  .checks = { { FIGURE_CHECK_REGION, THEORY_PREFERENCE_A_SUPERFICIAL,
                THEORY_PREFERENCE_A_SUPERFICIAL },
              { FIGURE_CHECK_FIRST_CURVE, 0.99, 1.01 },
              { FIGURE_CHECK_BETTER_CURVE, 0.99, 1.01 } },
  .configure = configure,
  .draw = draw,
  .write_csv = write_csv,
};
