/* The results of a sweep as a picture: points over theory's lines, a map, or simulation against
 * theory; it fills while the sweep runs. */
#pragma once

#include "plot/draw/theme.h"
#include "run/sweep_point.h"
#include "study/axis.h"

G_BEGIN_DECLS

/* What theory says along x. */
typedef struct
{
  int n;
  double *x, *step, *flow; /* values; NAN: none, +INFINITY: never */
} PlotSweepResultsLine;

/* Members are for the draw functions of this folder: read only. */
typedef struct
{
  RunSweep *sweep;
  RunSweepMeasure measure;
  RunSweepResult *results; /* n_cells */
  RunSweepPoint *points;   /* n_points: the results summed up for the measure */
  GArray *lines; /* PlotSweepResultsLine, one for each value of the family; shared, frozen */
  int hover;     /* the point that is read out, or -1 */
} PlotSweepResults;

/* Empty. */
PlotSweepResults *plot_sweep_results_new (const RunSweep *sweep);
/* The same results, with nothing hovered; theory's lines are computed where they are missing. */
PlotSweepResults *plot_sweep_results_copy (const PlotSweepResults *self);
void plot_sweep_results_free (PlotSweepResults *self);

/* Drops theory's lines. */
void plot_sweep_results_set_measure (PlotSweepResults *self, RunSweepMeasure measure);
/* Theory's lines, PlotSweepResultsLine: of the first kind of marks; maps and random data have none.
 * Any thread; a second for deep networks. Cancelled, they are of no use. Owned by the caller. */
GArray *plot_sweep_results_compute_lines (const RunSweep *sweep,
                                          RunSweepMeasure measure,
                                          const int *cancel);
/* Takes the lines over, of the sweep and the measure shown. */
void plot_sweep_results_set_lines (PlotSweepResults *self, GArray *lines);
void plot_sweep_results_add (PlotSweepResults *self, int cell, const RunSweepResult *result);

/* A PlotDrawFunc: data is a PlotSweepResults. */
void plot_sweep_results_draw (cairo_t *cr,
                              const PlotArea *area,
                              const void *data,
                              const PlotTheme *theme);
/* The point drawn nearest to a place, or -1 where none is near. */
int plot_sweep_results_find (cairo_t *cr,
                             const PlotSweepResults *self,
                             const PlotArea *area,
                             double x,
                             double y,
                             const PlotTheme *theme);
/* One row per point: place, mean, deviation, number of seeds, theory of finite steps and of flow.
 */
void plot_sweep_results_write_csv (const PlotSweepResults *self, GString *out);

/* What is drawn, in words: the sweep's own title; of another measure, or without one, the
 * measure's.
 */
const char *plot_sweep_results_get_title (const PlotSweepResults *self);
const char *plot_sweep_results_get_measure_title (RunSweepMeasure measure);
/* Markup: the name of an axis of the sweep, of what is measured, "depth = 3" of a value. */
const char *plot_sweep_results_get_axis_name (const PlotSweepResults *self, RunSweepRole role);
const char *plot_sweep_results_get_measure_name (RunSweepMeasure measure);
char *plot_sweep_results_name_value (const PlotSweepResults *self, RunSweepRole role, int i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotSweepResults, plot_sweep_results_free)

G_END_DECLS
