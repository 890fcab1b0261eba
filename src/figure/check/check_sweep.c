/* Quantities of the points of a sweep: means over seeds, theory beside them. */
#include "figure/check/check_sweep.h"

#include "num/quantile.h"
#include "num/statistics.h"

#include <math.h>

/* Of a ratio: on the diagonal. */
#define NEAR 0.04

/* The points of one kind of marks in one family, along x. */
typedef struct
{
  const StudySweepResults *results;
  int marks, family, n;
} Row;

static int
count (const StudySweepResults *results, RunSweepRole role)
{
  return results->sweep->axis[role].n;
}

static int
find_point (const Row *row, int i)
{
  const int place[RUN_SWEEP_N_AXES] = {
    [RUN_SWEEP_X] = i, [RUN_SWEEP_FAMILY] = row->family, [RUN_SWEEP_MARKS] = row->marks
  };

  return run_sweep_find_point (row->results->sweep, place);
}

static RunSweepPoint
get_point (const Row *row, int i, RunSweepMeasure measure)
{
  RunSweepPoint point;

  run_sweep_point_compute (&point, row->results->sweep, row->results->results, find_point (row, i),
                           measure);
  return point;
}

static double
get_x (const Row *row, int i)
{
  return row->results->sweep->axis[RUN_SWEEP_X].values[i];
}

/* The reduced dynamics along x, between the places where they were computed; NAN without lines. */
static double
get_reduced (const Row *row, double x)
{
  const StudySweepLine *line;

  if (row->results->lines == NULL || (guint) row->family >= row->results->lines->len)
    return NAN;
  line = &g_array_index (row->results->lines, StudySweepLine, row->family);
  for (int k = 1; k < line->n; k++)
    if (x >= line->x[k - 1] && x <= line->x[k])
      return line->flow[k - 1] + (line->flow[k] - line->flow[k - 1]) * (x - line->x[k - 1]) /
                                     (line->x[k] - line->x[k - 1]);
  return NAN;
}

/* What theory says of a ratio: of finite steps; in networks whose leading order is some per cent
 * off, the reduced dynamics. */
static double
get_theory (const Row *row, int i, const RunSweepPoint *point)
{
  ModelExperiment experiment;

  run_sweep_get_experiment (row->results->sweep, find_point (row, i), &experiment);
  return run_sweep_theory_is_reduced (&experiment) ? get_reduced (row, get_x (row, i))
                                                   : point->theory;
}

/* The largest of what a function says of the families from one on, each of its points; NAN where
 * one of them has no value. */
static double
find_most (const StudySweepResults *results, int marks, double (*measure) (const Row *row, int i))
{
  double most = 0;

  if (marks >= count (results, RUN_SWEEP_MARKS))
    return NAN;
  for (int family = 0; family < count (results, RUN_SWEEP_FAMILY); family++)
    for (int i = 0; i < count (results, RUN_SWEEP_X); i++)
      {
        const Row row = { results, marks, family, count (results, RUN_SWEEP_X) };
        const double value = measure (&row, i);

        if (isnan (value))
          return NAN;
        most = fmax (most, value);
      }
  return most;
}

static double
differ_from_theory (const Row *row, int i)
{
  const RunSweepPoint point = get_point (row, i, RUN_SWEEP_RATIO);

  return fabs (point.mean / get_theory (row, i, &point) - 1);
}

/* Theory of the same networks. */
static double
differ_from_own (const Row *row, int i)
{
  const StudySweepLine *line;

  if ((guint) row->family >= row->results->lines->len)
    return NAN;
  line = &g_array_index (row->results->lines, StudySweepLine, row->family);
  if (line->own[0] == NULL)
    return NAN;
  return fabs (get_point (row, i, RUN_SWEEP_RATIO).mean / line->own[0][i] - 1);
}

/* Eq 10; equal modalities give no credit to take. */
static double
differ_from_credit (const Row *row, int i)
{
  const RunSweepPoint point = get_point (row, i, RUN_SWEEP_MISATTRIBUTION);
  ModelExperiment experiment;

  run_sweep_get_experiment (row->results->sweep, find_point (row, i), &experiment);
  const double r = model_experiment_get (&experiment, MODEL_SIGMA_A) /
                   model_experiment_get (&experiment, MODEL_SIGMA_B);
  if (r == 1)
    return 0;
  return fabs (point.mean - model_experiment_get (&experiment, MODEL_RHO) / r);
}

/* The median of simulation / theory, or how many are within 4 % of each other. */
static double
compare_with_theory (const StudySweepResults *results, gboolean median)
{
  const int n = results->sweep->n_points;
  g_autofree double *excess = g_new (double, n), *theory = g_new (double, n);
  const int found = study_sweep_results_list_logarithms (results, RUN_SWEEP_RATIO, excess, theory);
  const double half = 0.5;
  int near = 0;
  double middle;

  if (found == 0)
    return NAN;
  for (int i = 0; i < found; i++)
    {
      excess[i] -= theory[i];
      near += fabs (expm1 (excess[i])) < NEAR;
    }
  if (!median)
    return near;
  num_quantiles (excess, found, &half, 1, &middle);
  return exp (middle);
}

/* The least factor from a family to the next, at any x. */
static double
find_least_factor (const StudySweepResults *results)
{
  const int n = count (results, RUN_SWEEP_X);
  double least = INFINITY;

  for (int family = 1; family < count (results, RUN_SWEEP_FAMILY); family++)
    for (int i = 0; i < n; i++)
      {
        const Row before = { results, 0, family - 1, n }, row = { results, 0, family, n };
        const double factor = get_point (&row, i, RUN_SWEEP_RATIO).mean /
                              get_point (&before, i, RUN_SWEEP_RATIO).mean;

        if (isnan (factor))
          return NAN;
        least = fmin (least, factor);
      }
  return isfinite (least) ? least : NAN;
}

static double
correlate_with_x (const Row *row)
{
  g_autofree double *x = g_new (double, row->n), *y = g_new (double, row->n);

  for (int i = 0; i < row->n; i++)
    {
      x[i] = fabs (get_x (row, i));
      y[i] = get_point (row, i, RUN_SWEEP_RATIO).mean;
    }
  return num_statistics_correlate_ranks (x, y, row->n);
}

/* The least correlation of the families from the second to one before the end. */
static double
find_least_rise (const StudySweepResults *results, int end)
{
  double least = INFINITY;

  for (int family = 1; family < end; family++)
    {
      const Row row = { results, 0, family, count (results, RUN_SWEEP_X) };
      const double value = correlate_with_x (&row);

      if (isnan (value))
        return NAN;
      least = fmin (least, value);
    }
  return isfinite (least) ? least : NAN;
}

/* Largest over least of the last family. */
static double
find_spread (const StudySweepResults *results)
{
  const Row row = { results, 0, count (results, RUN_SWEEP_FAMILY) - 1,
                    count (results, RUN_SWEEP_X) };
  double least = INFINITY, most = 0;

  for (int i = 0; i < row.n; i++)
    {
      const double value = get_point (&row, i, RUN_SWEEP_RATIO).mean;

      if (isnan (value))
        return NAN;
      least = fmin (least, value);
      most = fmax (most, value);
    }
  return most / least;
}

double
figure_check_sweep_measure (FigureCheckQuantity quantity, const FigureChecked *checked)
{
  const StudySweepResults *results = checked->results;
  const int families = count (results, RUN_SWEEP_FAMILY);

  switch (quantity)
    {
    case FIGURE_CHECK_SWEEP_THEORY:
      return find_most (results, 0, differ_from_theory);
    case FIGURE_CHECK_SWEEP_OTHERS:
      return find_most (results, 1, differ_from_theory);
    case FIGURE_CHECK_SWEEP_OWN:
      return find_most (results, 0, differ_from_own);
    case FIGURE_CHECK_SWEEP_CREDIT:
      return find_most (results, 0, differ_from_credit);
    case FIGURE_CHECK_SWEEP_CORRELATION:
      return study_sweep_results_correlate (results, RUN_SWEEP_RATIO);
    case FIGURE_CHECK_SWEEP_MEDIAN:
      return compare_with_theory (results, TRUE);
    case FIGURE_CHECK_SWEEP_NEAR:
      return compare_with_theory (results, FALSE);
    case FIGURE_CHECK_SWEEP_LAYERS:
      return find_least_factor (results);
    case FIGURE_CHECK_SWEEP_RISE:
      return find_least_rise (results, families);
    case FIGURE_CHECK_SWEEP_MIDDLE:
      return find_least_rise (results, families - 1);
    case FIGURE_CHECK_SWEEP_LATE:
      return find_spread (results);
    default:
      return NAN;
    }
}
