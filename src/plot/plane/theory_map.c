/* Axes, values, points and drawing of the maps of data sets. */
#include "plot/plane/theory_map.h"

#include "plot/draw/contour.h"
#include "plot/plane/regions.h"
#include "plot/plane/theory_map_style.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of spreads and weight ratios shown, and its inverse. */
#define WIDEST 4.0

StudyPlane
plot_theory_map_get_plane (PlotTheoryMapKind kind)
{
  return kind == PLOT_THEORY_MAP_PREFERENCE ? STUDY_PLANE_REGIONS : STUDY_PLANE_MAP;
}

void
plot_theory_map_get_axes (PlotTheoryMapKind kind, StudyAxis axes[2])
{
  const StudyAxis ratio = { 1 / WIDEST, WIDEST, TRUE };

  axes[0] = kind == PLOT_THEORY_MAP_PREFERENCE ? ratio : (StudyAxis){ -1, 1, FALSE };
  axes[1] = ratio;
}

void
plot_theory_map_init (PlotTheoryMap *self,
                      PlotTheoryMapKind kind,
                      const ModelExperiment *experiment,
                      double init_scale)
{
  g_return_if_fail (self != NULL && experiment != NULL);

  TheoryNetwork network;

  theory_network_from_experiment (&network, experiment, init_scale);
  self->kind = kind;
  plot_theory_map_get_axes (kind, self->axes);
  theory_map_init (&self->theory, THEORY_MAP_RATIO, &network);
  self->theory.sigma_b = model_experiment_get (experiment, MODEL_SIGMA_B);
  self->theory.w_a = model_experiment_get (experiment, MODEL_W_A);
  self->theory.w_b = model_experiment_get (experiment, MODEL_W_B);
}

gboolean
plot_theory_map_equal (const PlotTheoryMap *self, const PlotTheoryMap *other)
{
  const TheoryMap *a = &self->theory, *b = &other->theory;

  return self->kind == other->kind && study_axis_equal (&self->axes[0], &other->axes[0]) &&
         study_axis_equal (&self->axes[1], &other->axes[1]) &&
         a->network.branch_depth[0] == b->network.branch_depth[0] &&
         a->network.branch_depth[1] == b->network.branch_depth[1] &&
         a->network.shared_depth == b->network.shared_depth &&
         a->network.init_scale == b->network.init_scale &&
         a->network.learning_rate == b->network.learning_rate && a->sigma_b == b->sigma_b &&
         a->w_a == b->w_a && a->w_b == b->w_b;
}

static gboolean
has_point (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_SCALAR &&
         model_experiment_get (experiment, MODEL_SIGMA_B) > 0 &&
         model_experiment_get (experiment, MODEL_SIGMA_A) > 0;
}

const char *
plot_theory_map_get_note (const PlotTheoryMap *self, const ModelExperiment *experiment)
{
  if (!has_point (experiment))
    return _ ("Maps are for one input per modality, none silent");
  if (self->theory.network.branch_depth[0] < 2 && self->theory.network.branch_depth[1] < 2)
    return _ ("Early fusion: no modality is learned alone");
  return NULL;
}

/* Over-credit of the modality that comes first, relative to its true weight. */
static double
evaluate_credit (const TheoryMap *map, double rho, double r)
{
  double s_a = map->w_a * r + map->w_b * rho; /* of sigma_yx, both divided by sigma_A sigma_B */
  double s_b = map->w_b / r + map->w_a * rho;
  gboolean a_first = fabs (s_a) >= fabs (s_b);
  double own = a_first ? map->w_a : map->w_b, other = a_first ? map->w_b : map->w_a;
  double amount = other * rho * (a_first ? 1 / r : r);

  if (amount == 0 || (map->network.branch_depth[a_first ? 1 : 0] < 2))
    return 0;
  return own != 0 ? amount / own : copysign (INFINITY, amount);
}

void
plot_theory_map_compute (const PlotTheoryMap *self, double *values)
{
  g_return_if_fail (self != NULL && self->kind != PLOT_THEORY_MAP_PREFERENCE && values != NULL);

  for (int row = 0; row < PLOT_THEORY_MAP_ROWS; row++)
    for (int column = 0; column < PLOT_THEORY_MAP_COLUMNS; column++)
      {
        double rho = study_axis_unmap (&self->axes[0], column / (PLOT_THEORY_MAP_COLUMNS - 1.0));
        double r = study_axis_unmap (&self->axes[1], row / (PLOT_THEORY_MAP_ROWS - 1.0));

        values[row * PLOT_THEORY_MAP_COLUMNS + column] =
            self->kind == PLOT_THEORY_MAP_CREDIT ? evaluate_credit (&self->theory, rho, r)
                                                 : theory_map_evaluate (&self->theory, rho, r);
      }
}

/* Between values one of which is infinite there is none but the nearest. */
static double
look_up (const double *values, double x, double y)
{
  const double value =
      plot_contour_value (values, PLOT_THEORY_MAP_COLUMNS, PLOT_THEORY_MAP_ROWS, x, y);
  const int column = (int) lround (x * (PLOT_THEORY_MAP_COLUMNS - 1));
  const int row = (int) lround (y * (PLOT_THEORY_MAP_ROWS - 1));

  return isfinite (value) ? value : values[row * PLOT_THEORY_MAP_COLUMNS + column];
}

void
plot_theory_map_resample (const double *values,
                          const StudyAxis from[2],
                          const StudyAxis to[2],
                          double *out)
{
  g_return_if_fail (values != NULL && out != NULL);

  for (int row = 0; row < PLOT_THEORY_MAP_ROWS; row++)
    for (int column = 0; column < PLOT_THEORY_MAP_COLUMNS; column++)
      {
        const double at[2] = { study_axis_unmap (&to[0], column / (PLOT_THEORY_MAP_COLUMNS - 1.0)),
                               study_axis_unmap (&to[1], row / (PLOT_THEORY_MAP_ROWS - 1.0)) };

        out[row * PLOT_THEORY_MAP_COLUMNS + column] =
            look_up (values, CLAMP (study_axis_map (&from[0], at[0]), 0.0, 1.0),
                     CLAMP (study_axis_map (&from[1], at[1]), 0.0, 1.0));
      }
}

void
plot_theory_map_get_point (PlotTheoryMapKind kind,
                           const ModelExperiment *experiment,
                           double point[2])
{
  double w_a = model_experiment_get (experiment, MODEL_W_A);
  double w_b = model_experiment_get (experiment, MODEL_W_B);

  point[0] = point[1] = NAN;
  if (!has_point (experiment))
    return;
  const double spread = model_experiment_get (experiment, MODEL_SIGMA_A) /
                        model_experiment_get (experiment, MODEL_SIGMA_B);
  if (kind != PLOT_THEORY_MAP_PREFERENCE)
    {
      point[0] = model_experiment_get (experiment, MODEL_RHO);
      point[1] = spread;
    }
  else if (w_a * w_b > 0) /* else it is off every logarithmic axis */
    {
      point[0] = spread;
      point[1] = w_a / w_b;
    }
}

void
plot_theory_map_picture_init (PlotTheoryMapPicture *self, PlotTheoryMapKind kind)
{
  g_return_if_fail (self != NULL);

  *self = (PlotTheoryMapPicture){ .kind = kind, .point = { NAN, NAN } };
  plot_theory_map_get_axes (kind, self->axes);
}

static void
draw_regions (cairo_t *cr,
              const PlotArea *area,
              const PlotTheoryMapPicture *self,
              const PlotTheme *theme)
{
  const PlotRegions regions = { .title = self->title,
                                .rho = self->rho,
                                .x = self->axes[0],
                                .y = self->axes[1],
                                .point = { self->point[0], self->point[1] },
                                .hide_y_name = self->hide_y_name };

  plot_regions_draw (cr, area, &regions, theme);
}

static void
draw_values (cairo_t *cr,
             const PlotArea *area,
             const PlotTheoryMapPicture *self,
             const PlotTheme *theme)
{
  PlotHeatmap heatmap;

  plot_theory_map_style_init (&heatmap, self->kind == PLOT_THEORY_MAP_CREDIT
                                            ? THEORY_MAP_MISATTRIBUTION
                                            : THEORY_MAP_RATIO);
  heatmap.title = self->title;
  if (self->hide_y_name)
    heatmap.y_name = NULL;
  heatmap.x = self->axes[0];
  heatmap.y = self->axes[1];
  heatmap.n_x = PLOT_THEORY_MAP_COLUMNS;
  heatmap.n_y = PLOT_THEORY_MAP_ROWS;
  heatmap.values = self->values;
  heatmap.note = self->note;
  heatmap.point[0] = self->point[0];
  heatmap.point[1] = self->point[1];
  plot_heatmap_draw (cr, area, &heatmap, theme);
}

void
plot_theory_map_draw (cairo_t *cr,
                      const PlotArea *area,
                      const PlotTheoryMapPicture *self,
                      const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && self != NULL && theme != NULL);

  if (self->kind == PLOT_THEORY_MAP_PREFERENCE)
    draw_regions (cr, area, self, theme);
  else
    draw_values (cr, area, self, theme);
}

PlotArea
plot_theory_map_inner (PlotTheoryMapKind kind, const PlotArea *area, const PlotTheme *theme)
{
  return kind == PLOT_THEORY_MAP_PREFERENCE ? plot_regions_inner (area, theme)
                                            : plot_heatmap_inner (area, theme);
}
