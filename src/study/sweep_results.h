/* The results of a sweep, summed up point by point, with theory's lines, and in words; they fill
 * while it runs. */
#pragma once

#include "run/sweep_point.h"
#include "study/axis.h"

G_BEGIN_DECLS

/* What theory says along x; of a map, along each of its rows, at its points, as `step` alone. */
typedef struct
{
  int n;
  double *x, *step, *flow; /* values; NAN: none, +INFINITY: never */
  /* Of the networks' own starts, at the axis' values: mean, least and greatest of the seeds. NULL:
   * they lead nowhere else. */
  double *own[3];
} StudySweepLine;

/* Members are read by whoever draws or checks them. */
typedef struct
{
  RunSweep *sweep;
  RunSweepMeasure measure;
  RunSweepResult *results; /* n_cells */
  RunSweepPoint *points;   /* n_points: the results summed up for the measure */
  GArray *lines; /* StudySweepLine, one for each value of the family or of y; shared, frozen */
  int hover;     /* the point that is read out, or -1 */
} StudySweepResults;

/* Empty. */
StudySweepResults *study_sweep_results_new (const RunSweep *sweep);
/* The same results, with nothing hovered; theory's lines are computed where they are missing, a
 * map's are not. */
StudySweepResults *study_sweep_results_copy (const StudySweepResults *self);
void study_sweep_results_free (StudySweepResults *self);

/* Logarithms of simulation and theory at the points that have both; returns how many. Room for all
 * points. */
int study_sweep_results_list_logarithms (const StudySweepResults *self,
                                         RunSweepMeasure measure,
                                         double *simulation,
                                         double *theory);
/* The correlation of these; NAN where there are too few. */
double study_sweep_results_correlate (const StudySweepResults *self, RunSweepMeasure measure);

/* Drops theory's lines. */
void study_sweep_results_set_measure (StudySweepResults *self, RunSweepMeasure measure);
/* Theory's lines, StudySweepLine: of the first kind of marks; random data have none, nor have maps
 * of very many cells. Any thread; a second for deep networks. Cancelled, they are of no use. Owned
 * by the caller.
 */
GArray *study_sweep_results_compute_lines (const RunSweep *sweep,
                                           RunSweepMeasure measure,
                                           const int *cancel);
/* Takes the lines over, of the sweep and the measure shown. */
void study_sweep_results_set_lines (StudySweepResults *self, GArray *lines);
void study_sweep_results_add (StudySweepResults *self, int cell, const RunSweepResult *result);

/* What a map shows at a point where no run is yet; NAN: nothing, +INFINITY: never. */
double study_sweep_results_get_map_theory (const StudySweepResults *self, int point);
/* Whether theory has lines of the networks' own starts. */
gboolean study_sweep_results_has_own (const StudySweepResults *self);
/* One row per point: place, mean, deviation, number of seeds, theory of finite steps, of flow, and,
 * where that is drawn, of the networks' own starts. */
void study_sweep_results_write_csv (const StudySweepResults *self, GString *out);

/* What is drawn, in words: the sweep's own title; of another measure, or without one, the
 * measure's.
 */
const char *study_sweep_results_get_title (const StudySweepResults *self);
/* Markup: the name of an axis of the sweep, "depth = 3" of a value. */
const char *study_sweep_results_get_axis_name (const StudySweepResults *self, RunSweepRole role);
char *study_sweep_results_name_value (const StudySweepResults *self, RunSweepRole role, int i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudySweepResults, study_sweep_results_free)

G_END_DECLS
