/* The map of time ratios for the network of an experiment, and the place of its data there. */
#include "plot/figure_map.h"

#include "plot/figure_entry.h"
#include "plot/map_style.h"
#include "theory/init_scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define COLUMNS 81
#define ROWS 65

typedef struct
{
  TheoryMap map;
  double values[ROWS * COLUMNS];
  double point[2];
  const char *note;
} Map;

static void
configure (const PlotFigure *self, int run, ModelExperiment *experiment)
{
}

static gboolean
has_place (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_SCALAR &&
         model_experiment_get (experiment, MODEL_SIGMA_A) > 0 &&
         model_experiment_get (experiment, MODEL_SIGMA_B) > 0;
}

static void
init_map (Map *self, const ModelExperiment *experiment, double init_scale)
{
  TheoryMap *map = &self->map;
  TheoryNetwork network;

  theory_network_from_experiment (&network, experiment, init_scale);
  theory_map_init (map, THEORY_MAP_RATIO_STEP, &network);
  map->sigma_b = model_experiment_get (experiment, MODEL_SIGMA_B);
  map->w_a = model_experiment_get (experiment, MODEL_W_A);
  map->w_b = model_experiment_get (experiment, MODEL_W_B);
  map->n_rho = COLUMNS;
  map->n_r = ROWS;
  map->rho_minimum = -1;
  map->rho_maximum = 1;
  map->r_minimum = 0.5;
  self->point[0] = model_experiment_get (experiment, MODEL_RHO);
  self->point[1] = model_experiment_get (experiment, MODEL_SIGMA_A) / map->sigma_b;
  theory_map_compute (map, self->values);
}

static gpointer
compute (const PlotFigureData *data)
{
  const ModelExperiment *experiment = &data->experiments[0];
  g_autoptr (ModelMoments) moments = model_moments_compute_population (experiment, NULL);
  Map *self = g_new0 (Map, 1);

  if (!has_place (experiment) || moments == NULL)
    self->note = _ ("Maps are for one input per modality, none silent");
  else
    init_map (self, experiment, theory_init_scale_compute (experiment, moments));
  if (self->note == NULL && self->map.network.branch_depth[0] < 2 &&
      self->map.network.branch_depth[1] < 2)
    self->note = _ ("Early fusion: no modality is learned alone");
  return self;
}

static void
draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  const Map *self = ((const PlotFigureData *) data)->content;
  PlotHeatmap heatmap;

  plot_map_style_init (&heatmap, THEORY_MAP_RATIO_STEP);
  heatmap.title = _ ("Time ratio t_B / t_A");
  heatmap.x = (PlotAxis){ -1, 1, FALSE };
  heatmap.y = (PlotAxis){ 0.5, 3, FALSE };
  heatmap.note = self->note;
  if (self->note == NULL)
    {
      heatmap.n_x = COLUMNS;
      heatmap.n_y = ROWS;
      heatmap.values = self->values;
      heatmap.point[0] = self->point[0];
      heatmap.point[1] = self->point[1];
    }
  plot_heatmap_draw (cr, area, &heatmap, theme);
}

static void
write_csv (const PlotFigureData *data, GString *out)
{
  const Map *self = data->content;
  const PlotAxis rho = { -1, 1, FALSE }, r = { 0.5, 3, FALSE };

  g_string_append (out, "rho,sigma_a/sigma_b,time_ratio\n");
  for (int i = 0; i < ROWS && self->note == NULL; i++)
    for (int j = 0; j < COLUMNS; j++)
      {
        const double values[] = { plot_axis_unmap (&rho, j / (COLUMNS - 1.0)),
                                  plot_axis_unmap (&r, i / (ROWS - 1.0)),
                                  self->values[i * COLUMNS + j] };
        plot_figure_write_row (out, values, G_N_ELEMENTS (values));
      }
}

const PlotFigure plot_figure_map = {
  .name = "map",
  .title = N_ ("Map of time ratios"),
  .width = 85,
  .height = 75,
  .n_runs = 1,
  .takes_experiment = TRUE,
  .configure = configure,
  .compute = compute,
  .free_content = g_free,
  .draw = draw,
  .draw_panel = draw,
  .write_csv = write_csv,
};
