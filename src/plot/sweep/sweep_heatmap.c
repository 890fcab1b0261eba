/* Cells coloured by the mean of their seeds. */
#include "plot/sweep/sweep_heatmap.h"

#include "plot/draw/frame.h"
#include "plot/draw/heatmap.h"
#include "plot/draw/image.h"
#include "plot/draw/label.h"
#include "plot/draw/symbol.h"
#include "plot/sweep/sweep_card.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

/* Along one axis: which value is nearest to a place. Values stand in the middle of their cells. */
typedef struct
{
  StudyAxis axis;
  int n;
  int *order;    /* of the values, by place */
  double *edges; /* n - 1: fractions of the axis between neighbours */
  int *nearest;  /* N_PLACES: the value at each place */
} Ruler;

#define N_COLORS 256
/* Of theory's cells. */
#define PALE 0.45
/* So many crosses are none any more. */
#define CROWD 3000
/* Places along an axis that are told apart: finer than the pixels of any screen. */
#define N_PLACES 4096

typedef struct
{
  const StudySweepResults *results;
  PlotHeatmap heatmap;
  Ruler ruler[2];
  guint32 *colors; /* n_points; NULL: not needed */
  gboolean has_theory;
} Cells;

static const RunSweepAxis *
axis_of (const StudySweepResults *results, int i)
{
  return &results->sweep->axis[i == 0 ? RUN_SWEEP_X : RUN_SWEEP_Y];
}

static int
compare_values (const void *a, const void *b, void *data)
{
  const double *values = data;
  const double va = values[*(const int *) a], vb = values[*(const int *) b];

  return (va > vb) - (va < vb);
}

/* The axis ends half a cell beyond the first and the last value. */
static StudyAxis
fit_axis (const RunSweepAxis *axis, const int *order)
{
  const double low = axis->values[order[0]], high = axis->values[order[axis->n - 1]];
  const gboolean log = axis->logarithmic && low > 0;
  const double margin = axis->n > 1 ? 0.5 / (axis->n - 1) : 0;

  return study_axis_fit (low, high, margin, log);
}

static int
search (const Ruler *self, double fraction)
{
  int low = 0, high = self->n - 1;

  while (low < high)
    {
      const int middle = (low + high) / 2;

      if (fraction <= self->edges[middle])
        high = middle;
      else
        low = middle + 1;
    }
  return self->order[low];
}

static void
ruler_init (Ruler *self, const RunSweepAxis *axis)
{
  self->n = axis->n;
  self->order = g_new (int, axis->n);
  self->edges = g_new (double, axis->n);
  for (int i = 0; i < axis->n; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, axis->n, sizeof (int), compare_values, axis->values);
  self->axis = fit_axis (axis, self->order);
  for (int i = 0; i + 1 < axis->n; i++)
    self->edges[i] = (study_axis_map (&self->axis, axis->values[self->order[i]]) +
                      study_axis_map (&self->axis, axis->values[self->order[i + 1]])) /
                     2;
  self->nearest = g_new (int, N_PLACES);
  for (int i = 0; i < N_PLACES; i++)
    self->nearest[i] = search (self, (i + 0.5) / N_PLACES);
}

static int
ruler_find (const Ruler *self, double fraction)
{
  return self->nearest[CLAMP ((int) (fraction * N_PLACES), 0, N_PLACES - 1)];
}

static void
ruler_clear (Ruler *self)
{
  g_free (self->order);
  g_free (self->edges);
  g_free (self->nearest);
}

static int
find_point (const Cells *self, double u, double v)
{
  const int place[RUN_SWEEP_N_AXES] = {
    [RUN_SWEEP_X] = ruler_find (&self->ruler[0], u), [RUN_SWEEP_Y] = ruler_find (&self->ruler[1], v)
  };

  return run_sweep_find_point (self->results->sweep, place);
}

/* What a point shows: its runs, else what theory says; NAN: nothing, +INFINITY: never. */
static double
get_value (const StudySweepResults *results, int p, gboolean *is_theory)
{
  const RunSweepPoint *point = &results->points[p];

  *is_theory = point->n_done == 0;
  if (*is_theory)
    return study_sweep_results_get_map_theory (results, p);
  return point->n > 0 ? point->mean : point->n_never > 0 ? INFINITY : NAN;
}

/* The scale spans what there is; what has a sign is as far from zero on both sides. */
static void
fit_scale (PlotHeatmap *heatmap, const StudySweepResults *results)
{
  const gboolean credit = run_sweep_measure_is_signed (results->measure);
  double low = INFINITY, high = -INFINITY;
  gboolean is_theory;

  for (int p = 0; p < results->sweep->n_points; p++)
    {
      const double value = get_value (results, p, &is_theory);

      if (!isfinite (value))
        continue;
      low = fmin (low, value);
      high = fmax (high, value);
    }
  if (credit)
    {
      high = fmax (fabs (low), fabs (high));
      low = -high;
    }
  heatmap->ramp = credit ? PLOT_RAMP_DIVERGING : PLOT_RAMP_SEQUENTIAL;
  heatmap->scale = study_axis_fit (low, high, 0, !credit && results->sweep->logarithmic && low > 0);
  heatmap->beyond =
      credit || !run_sweep_measure_is_of_learning (results->measure) ? NULL : _ ("never");
  heatmap->scale_name = run_sweep_measure_get_symbol (results->measure);
}

static void
init (Cells *self, const StudySweepResults *results)
{
  *self = (Cells){ .results = results };
  plot_heatmap_init (&self->heatmap);
  fit_scale (&self->heatmap, results);
  for (int i = 0; i < 2; i++)
    ruler_init (&self->ruler[i], axis_of (results, i));
  self->heatmap.x = self->ruler[0].axis;
  self->heatmap.y = self->ruler[1].axis;
  self->heatmap.x_name = study_sweep_results_get_axis_name (results, RUN_SWEEP_X);
  self->heatmap.y_name = study_sweep_results_get_axis_name (results, RUN_SWEEP_Y);
}

static void
clear (Cells *self)
{
  for (int i = 0; i < 2; i++)
    ruler_clear (&self->ruler[i]);
  g_free (self->colors);
}

static guint32
color_cb (double x, double y, gconstpointer data)
{
  const Cells *self = data;
  return self->colors[find_point (self, x, y)];
}

/* One for each point: far fewer than pixels have logarithms. */
static void
fill_colors (Cells *self, PlotStyle style)
{
  const StudySweepResults *results = self->results;
  guint32 ramp[2][N_COLORS];

  for (int i = 0; i < N_COLORS; i++)
    {
      const PlotColor color = plot_ramp_color (self->heatmap.ramp, i / (N_COLORS - 1.0), style);
      const PlotColor pale = plot_theme_fade (&color, PALE);

      ramp[FALSE][i] = plot_image_pack (&color);
      ramp[TRUE][i] = plot_image_pack (&pale);
    }
  self->colors = g_new0 (guint32, results->sweep->n_points);
  for (int p = 0; p < results->sweep->n_points; p++)
    {
      gboolean is_theory;
      const double value = get_value (results, p, &is_theory);
      const double place =
          isfinite (value) ? CLAMP (study_axis_map (&self->heatmap.scale, value), 0.0, 1.0) : 1;

      if (isnan (value))
        continue;
      self->colors[p] = ramp[is_theory][(int) (place * (N_COLORS - 1) + 0.5)];
      self->has_theory |= is_theory;
    }
}

/* Crosses where all runs have diverged: a cell without colour is one that is not run yet. */
static void
draw_trouble (cairo_t *cr, const Cells *self, const PlotArea *inner, const PlotTheme *theme)
{
  const StudySweepResults *results = self->results;

  for (int p = 0; p < results->sweep->n_points && results->sweep->n_points < CROWD; p++)
    {
      int place[RUN_SWEEP_N_AXES];

      if (results->points[p].n > 0 || results->points[p].n_troubled == 0)
        continue;
      run_sweep_get_place (results->sweep, p, place);
      plot_symbol_draw_trouble (
          cr,
          plot_frame_x (inner, &self->heatmap.x, axis_of (results, 0)->values[place[RUN_SWEEP_X]]),
          plot_frame_y (inner, &self->heatmap.y, axis_of (results, 1)->values[place[RUN_SWEEP_Y]]),
          theme);
    }
}

/* Above the map, where its title would be. */
static void
write_theory (cairo_t *cr, const PlotArea *inner, const PlotTheme *theme)
{
  plot_label_draw (cr, _ ("pale: theory, not run yet"), inner->x, inner->y - 0.5 * theme->font_size,
                   0, 1, 0.9 * theme->font_size, FALSE, &theme->muted, theme);
}

void
plot_sweep_heatmap_draw (cairo_t *cr,
                         const PlotArea *area,
                         const StudySweepResults *results,
                         const PlotTheme *theme)
{
  const PlotArea inner = plot_heatmap_inner (area, theme);
  Cells self;

  init (&self, results);
  fill_colors (&self, theme->style);
  cairo_save (cr);
  plot_heatmap_draw (cr, area, &self.heatmap, theme);
  plot_image_draw (cr, &inner, color_cb, &self, theme);
  plot_heatmap_draw_bar (cr, &inner, &self.heatmap, theme);
  draw_trouble (cr, &self, &inner, theme);
  if (self.has_theory)
    write_theory (cr, &inner, theme);
  if (results->hover >= 0)
    {
      int place[RUN_SWEEP_N_AXES];

      run_sweep_get_place (results->sweep, results->hover, place);
      plot_sweep_card_draw (
          cr, &inner,
          plot_frame_x (&inner, &self.heatmap.x, axis_of (results, 0)->values[place[RUN_SWEEP_X]]),
          plot_frame_y (&inner, &self.heatmap.y, axis_of (results, 1)->values[place[RUN_SWEEP_Y]]),
          results, theme);
    }
  cairo_restore (cr);
  clear (&self);
}

int
plot_sweep_heatmap_find (const StudySweepResults *results,
                         const PlotArea *area,
                         double x,
                         double y,
                         const PlotTheme *theme)
{
  const PlotArea inner = plot_heatmap_inner (area, theme);
  const double u = (x - inner.x) / inner.width, v = 1 - (y - inner.y) / inner.height;
  gboolean is_theory;
  int found = -1;
  Cells self;

  if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1))
    return -1;
  init (&self, results);
  found = find_point (&self, u, v);
  clear (&self);
  return results->points[found].n_done > 0 || !isnan (get_value (results, found, &is_theory))
             ? found
             : -1;
}
