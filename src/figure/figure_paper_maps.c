/* Both maps of figure 3, from the theory of two-layer late fusion. */
#include "figure/figure_curves.h"
#include "figure/figure_entry.h"
#include "plot/draw/frame.h"
#include "plot/plane/theory_map_style.h"
#include "theory/maps.h"

#include <glib/gi18n-lib.h>

#define EPOCHS 600

static const TheoryMapKind kinds[2] = { THEORY_MAP_RATIO, THEORY_MAP_MISATTRIBUTION };

typedef struct
{
  TheoryMap map[2];
  double *values[2];
} Maps;

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  figure_configure_two_layers (experiment, 2, EPOCHS);
  model_experiment_set (experiment, MODEL_RHO, 0.5, NULL);
}

static gpointer
compute (const FigureData *data)
{
  Maps *maps = g_new0 (Maps, 1);
  const ModelExperiment *experiment = &data->experiments[0];
  TheoryNetwork network;

  theory_network_from_experiment (&network, experiment,
                                  model_experiment_get (experiment, MODEL_INIT_SCALE));
  for (int i = 0; i < 2; i++)
    {
      TheoryMap *map = &maps->map[i];
      theory_map_init (map, kinds[i], &network);
      maps->values[i] = g_new (double, (gsize) map->n_r * map->n_rho);
      theory_map_compute (map, maps->values[i]);
    }
  return maps;
}

static void
free_content (gpointer content)
{
  Maps *maps = content;

  for (int i = 0; i < 2; i++)
    g_free (maps->values[i]);
  g_free (maps);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const Maps *maps = data->content;
  const char *const titles[2] = { _ ("Time ratio t_B / t_A"), _ ("Over-credit of A") };

  for (int i = 0; i < 2; i++)
    {
      const TheoryMap *map = &maps->map[i];
      const PlotArea panel =
          figure_layout_place (&data->figure->layout, area, theme->font_size, i, theme);
      PlotHeatmap heatmap;
      plot_theory_map_style_init (&heatmap, map->kind);
      heatmap.title = titles[i];
      heatmap.x = (StudyAxis){ map->rho_minimum, map->rho_maximum, FALSE };
      heatmap.y = (StudyAxis){ map->r_minimum, map->r_maximum, FALSE };
      heatmap.n_x = map->n_rho;
      heatmap.n_y = map->n_r;
      heatmap.values = maps->values[i];
      plot_heatmap_draw (cr, &panel, &heatmap, theme);
    }
}

static void
write_csv (const FigureData *data, GString *out)
{
  const Maps *maps = data->content;
  const TheoryMap *map = &maps->map[0];
  const StudyAxis rho = { map->rho_minimum, map->rho_maximum, FALSE };
  const StudyAxis r = { map->r_minimum, map->r_maximum, FALSE };

  g_string_append (out, "rho,sigma_a/sigma_b,time_ratio,misattribution\n");
  for (int i = 0; i < map->n_r; i++)
    for (int j = 0; j < map->n_rho; j++)
      {
        const int k = i * map->n_rho + j;
        const double values[] = { study_axis_unmap (&rho, j / (map->n_rho - 1.0)),
                                  study_axis_unmap (&r, i / (map->n_r - 1.0)), maps->values[0][k],
                                  maps->values[1][k] };
        figure_write_row (out, values, G_N_ELEMENTS (values));
      }
}

const Figure figure_paper_maps = {
  .name = "3maps",
  .title = N_ ("Maps of time ratio and mis-attribution"),
  .width = 174,
  .height = 75,
  .layout = { 2, 2, 26 },
  .n_runs = 1,
  .checks = { { FIGURE_CHECK_MAP_RATIO, 0, 1e-6 }, { FIGURE_CHECK_MAP_CREDIT, 0, 1e-6 } },
  .configure = configure,
  .compute = compute,
  .free_content = free_content,
  .draw = draw,
  .write_csv = write_csv,
};
