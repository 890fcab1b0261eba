/* Results of a sweep: collected, summed up point by point, named. */
#include "study/sweep_results.h"

#include "num/cancel.h"
#include "num/number.h"
#include "num/statistics.h"
#include "run/sweep_axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Values of x at which a line is computed, and families that get one. */
#define LINE_POINTS 121
#define MOST_LINES 16
/* Cells of a map, of which theory takes a millisecond each where data are drawn. */
#define MOST_MAP_CELLS 10000
#define NAME_DIGITS 4 /* of a value in words */

static void
clear_line (gpointer data)
{
  StudySweepLine *line = data;

  g_free (line->x);
  g_free (line->step);
  g_free (line->flow);
  for (int k = 0; k < 3; k++)
    g_free (line->own[k]);
}

/* Where along x theory is asked: in between the values too, where the key has values there. */
static void
place_line (StudySweepLine *line, const RunSweepAxis *axis)
{
  const gboolean dense = model_parameter (axis->key)->type == MODEL_TYPE_REAL && axis->n > 1;
  double low = INFINITY, high = -INFINITY;

  line->n = dense ? LINE_POINTS : axis->n;
  line->x = g_new (double, line->n);
  line->step = g_new0 (double, line->n);
  line->flow = g_new0 (double, line->n);
  if (!dense)
    {
      memcpy (line->x, axis->values, axis->n * sizeof *line->x);
      return;
    }
  for (int i = 0; i < axis->n; i++)
    {
      low = fmin (low, axis->values[i]);
      high = fmax (high, axis->values[i]);
    }
  for (int i = 0; i < line->n; i++)
    {
      const double t = i / (line->n - 1.0);

      line->x[i] =
          axis->logarithmic && low > 0 ? low * pow (high / low, t) : low + t * (high - low);
    }
  line->x[line->n - 1] = high;
}

/* One seed's theory, added to the sums of the seeds. */
static void
add_seed (const RunSweep *sweep,
          RunSweepMeasure measure,
          int cell,
          const int *cancel,
          StudySweepLine *line)
{
  for (int i = 0; i < line->n; i++)
    {
      ModelExperiment experiment;

      if (num_is_cancelled (cancel) ||
          !run_sweep_get_experiment_at (sweep, cell, RUN_SWEEP_X, line->x[i], &experiment))
        {
          line->step[i] = line->flow[i] = NAN;
          continue;
        }
      line->step[i] += run_sweep_theory_evaluate (&experiment, measure, FALSE) / sweep->n_seeds;
      line->flow[i] += run_sweep_theory_evaluate (&experiment, measure, TRUE) / sweep->n_seeds;
    }
}

static void
add_own_seed (const RunSweep *sweep,
              RunSweepMeasure measure,
              const int cell,
              const int *cancel,
              StudySweepLine *line)
{
  const RunSweepAxis *axis = &sweep->axis[RUN_SWEEP_X];
  g_autoptr (TheoryOwnStart) known = NULL;

  for (int i = 0; i < axis->n && !num_is_cancelled (cancel); i++)
    {
      ModelExperiment experiment;
      double value;

      run_sweep_get_experiment (sweep, cell + i, &experiment);
      value = run_sweep_theory_evaluate_own (&experiment, measure, &known, cancel);
      line->own[0][i] += value / sweep->n_seeds;
      line->own[1][i] = fmin (line->own[1][i], value);
      line->own[2][i] = fmax (line->own[2][i], value);
    }
}

/* Theory of the networks' own starts, over the seeds. */
static void
compute_own (const RunSweep *sweep,
             RunSweepMeasure measure,
             int point,
             const int *cancel,
             StudySweepLine *line)
{
  const int n = sweep->axis[RUN_SWEEP_X].n;
  ModelExperiment experiment;

  run_sweep_get_experiment (sweep, point, &experiment);
  for (int k = 0; k < 3; k++)
    line->own[k] = NULL;
  if (!run_sweep_theory_has_own (&experiment, measure))
    return;
  for (int k = 0; k < 3; k++)
    line->own[k] = g_new0 (double, n);
  for (int i = 0; i < n; i++)
    {
      line->own[1][i] = INFINITY;
      line->own[2][i] = -INFINITY;
    }
  for (int seed = 0; seed < sweep->n_seeds; seed++)
    add_own_seed (sweep, measure, point + seed * sweep->n_points, cancel, line);
}

/* The mean over the seeds, as that of the runs: each has data of its own. */
static void
compute_line (const RunSweep *sweep,
              RunSweepMeasure measure,
              int family,
              const int *cancel,
              StudySweepLine *line)
{
  const int place[RUN_SWEEP_N_AXES] = { [RUN_SWEEP_FAMILY] = family };
  const int point = run_sweep_find_point (sweep, place);

  place_line (line, &sweep->axis[RUN_SWEEP_X]);
  for (int seed = 0; seed < sweep->n_seeds; seed++)
    add_seed (sweep, measure, point + seed * sweep->n_points, cancel, line);
  compute_own (sweep, measure, point, cancel, line);
}

/* Row i of a map. */
static void
compute_row (
    const RunSweep *sweep, RunSweepMeasure measure, int i, const int *cancel, StudySweepLine *line)
{
  const RunSweepAxis *axis = &sweep->axis[RUN_SWEEP_X];
  const int place[RUN_SWEEP_N_AXES] = { [RUN_SWEEP_Y] = i };
  const int point = run_sweep_find_point (sweep, place);

  *line = (StudySweepLine){ .n = axis->n, .step = g_new (double, axis->n) };
  for (int k = 0; k < axis->n; k++)
    line->step[k] = num_is_cancelled (cancel)
                        ? NAN
                        : run_sweep_theory_get_mean (sweep, point + k, measure, FALSE);
}

static GArray *
new_lines (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (StudySweepLine));

  g_array_set_clear_func (lines, clear_line);
  return lines;
}

GArray *
study_sweep_results_compute_lines (const RunSweep *sweep,
                                   RunSweepMeasure measure,
                                   const int *cancel)
{
  const RunSweepAxis *y = &sweep->axis[RUN_SWEEP_Y];
  GArray *lines = new_lines ();

  if ((y->used && sweep->n_cells > MOST_MAP_CELLS) || sweep->axis[RUN_SWEEP_X].key == MODEL_SEED)
    return lines;
  for (int i = 0; y->used && i < y->n && !num_is_cancelled (cancel); i++)
    {
      StudySweepLine line;

      compute_row (sweep, measure, i, cancel, &line);
      g_array_append_val (lines, line);
    }
  if (y->used)
    return lines;
  for (int family = 0;
       family < MIN (sweep->axis[RUN_SWEEP_FAMILY].n, MOST_LINES) && !num_is_cancelled (cancel);
       family++)
    {
      StudySweepLine line;

      compute_line (sweep, measure, family, cancel, &line);
      g_array_append_val (lines, line);
    }
  return lines;
}

void
study_sweep_results_set_lines (StudySweepResults *self, GArray *lines)
{
  g_array_unref (self->lines);
  self->lines = lines;
}

StudySweepResults *
study_sweep_results_new (const RunSweep *sweep)
{
  g_return_val_if_fail (sweep != NULL, NULL);

  StudySweepResults *self = g_new0 (StudySweepResults, 1);
  self->sweep = run_sweep_ref ((RunSweep *) sweep);
  self->results = g_new0 (RunSweepResult, sweep->n_cells);
  self->points = g_new0 (RunSweepPoint, sweep->n_points);
  self->lines = new_lines ();
  self->hover = -1;
  study_sweep_results_set_measure (self, sweep->measure);
  return self;
}

StudySweepResults *
study_sweep_results_copy (const StudySweepResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  StudySweepResults *copy = study_sweep_results_new (self->sweep);
  memcpy (copy->results, self->results, self->sweep->n_cells * sizeof *copy->results);
  study_sweep_results_set_measure (copy, self->measure);
  study_sweep_results_set_lines (
      copy, self->lines->len > 0 || self->sweep->axis[RUN_SWEEP_Y].used
                ? g_array_ref (self->lines)
                : study_sweep_results_compute_lines (self->sweep, self->measure, NULL));
  return copy;
}

void
study_sweep_results_free (StudySweepResults *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_free (self->points);
  g_free (self->results);
  run_sweep_unref (self->sweep);
  g_free (self);
}

void
study_sweep_results_set_measure (StudySweepResults *self, RunSweepMeasure measure)
{
  self->measure = measure;
  for (int point = 0; point < self->sweep->n_points; point++)
    run_sweep_point_compute (&self->points[point], self->sweep, self->results, point, measure);
  study_sweep_results_set_lines (self, new_lines ());
}

void
study_sweep_results_add (StudySweepResults *self, int cell, const RunSweepResult *result)
{
  const int point = run_sweep_get_point (self->sweep, cell);

  self->results[cell] = *result;
  run_sweep_point_compute (&self->points[point], self->sweep, self->results, point, self->measure);
}

int
study_sweep_results_list_logarithms (const StudySweepResults *self,
                                     RunSweepMeasure measure,
                                     double *simulation,
                                     double *theory)
{
  int n = 0;

  for (int p = 0; p < self->sweep->n_points; p++)
    {
      RunSweepPoint point;

      run_sweep_point_compute (&point, self->sweep, self->results, p, measure);
      /* Data that the sweep does not keep have no cell that is done. */
      if (!(point.mean > 0) || !(point.theory > 0))
        continue;
      simulation[n] = log (point.mean);
      theory[n++] = log (point.theory);
    }
  return n;
}

double
study_sweep_results_correlate (const StudySweepResults *self, RunSweepMeasure measure)
{
  g_autofree double *simulation = g_new (double, self->sweep->n_points);
  g_autofree double *theory = g_new (double, self->sweep->n_points);
  const int n = study_sweep_results_list_logarithms (self, measure, simulation, theory);

  return n > 2 ? num_statistics_correlate (simulation, theory, n) : NAN;
}

static void
append_values (GString *out, const double *values, int n)
{
  char number[NUM_NUMBER_SIZE];

  for (int i = 0; i < n; i++)
    g_string_append_printf (out, "%s%c",
                            isnan (values[i])   ? ""
                            : isinf (values[i]) ? "never"
                                                : num_number_format (values[i], number),
                            i + 1 < n ? ',' : '\n');
}

double
study_sweep_results_get_map_theory (const StudySweepResults *self, int point)
{
  int place[RUN_SWEEP_N_AXES];
  guint row;

  g_return_val_if_fail (point >= 0 && point < self->sweep->n_points, NAN);

  run_sweep_get_place (self->sweep, point, place);
  row = (guint) place[RUN_SWEEP_Y];
  if (!self->sweep->axis[RUN_SWEEP_Y].used || row >= self->lines->len)
    return NAN;
  return g_array_index (self->lines, StudySweepLine, row).step[place[RUN_SWEEP_X]];
}

gboolean
study_sweep_results_has_own (const StudySweepResults *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_array_index (self->lines, StudySweepLine, i).own[0] != NULL)
      return TRUE;
  return FALSE;
}

/* Of the first kind of marks; of others there is none. */
static void
append_own (GString *out, const StudySweepResults *self, const int place[RUN_SWEEP_N_AXES])
{
  const int family = place[RUN_SWEEP_FAMILY];
  double values[3] = { NAN, NAN, NAN };

  if (place[RUN_SWEEP_MARKS] == 0 && (guint) family < self->lines->len)
    for (int k = 0; k < 3; k++)
      {
        const double *own = g_array_index (self->lines, StudySweepLine, family).own[k];

        values[k] = own != NULL ? own[place[RUN_SWEEP_X]] : NAN;
      }
  append_values (out, values, 3);
}

void
study_sweep_results_write_csv (const StudySweepResults *self, GString *out)
{
  const RunSweep *sweep = self->sweep;

  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (sweep->axis[i].used)
      g_string_append_printf (out, "%s,", model_parameter (sweep->axis[i].key)->name);
  g_string_append_printf (
      out, "%s,deviation,seeds,never,not_yet,troubled,theory,theory_flow%s\n",
      run_sweep_measure_get_name (self->measure),
      study_sweep_results_has_own (self) ? ",own_theory,own_theory_least,own_theory_greatest" : "");
  for (int p = 0; p < sweep->n_points; p++)
    {
      const RunSweepPoint *point = &self->points[p];
      int place[RUN_SWEEP_N_AXES];

      if (point->n_done == 0)
        continue;
      run_sweep_get_place (sweep, p, place);
      for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
        if (sweep->axis[i].used)
          {
            g_autofree char *text =
                run_sweep_axis_format (&sweep->axis[i], sweep->axis[i].values[place[i]]);

            g_string_append_printf (out, "%s,", text);
          }
      const double values[] = { point->mean,
                                point->deviation,
                                point->n,
                                point->n_never,
                                point->n_not_yet,
                                point->n_troubled,
                                run_sweep_theory_get_mean (sweep, p, self->measure, FALSE),
                                run_sweep_theory_get_mean (sweep, p, self->measure, TRUE) };
      append_values (out, values, G_N_ELEMENTS (values));
      if (!study_sweep_results_has_own (self))
        continue;
      out->str[out->len - 1] = ',';
      append_own (out, self, place);
    }
}

const char *
study_sweep_results_get_title (const StudySweepResults *self)
{
  if (self->measure != self->sweep->measure || self->sweep->title == NULL)
    return run_sweep_measure_get_title (self->measure);
  return _ (self->sweep->title);
}

const char *
study_sweep_results_get_axis_name (const StudySweepResults *self, RunSweepRole role)
{
  const RunSweepAxis *axis = &self->sweep->axis[role];

  return axis->name != NULL ? axis->name : _ (model_parameter (axis->key)->label);
}

/* Choices are translated with the capital that menus show them with. */
static char *
name_choice (const char *value)
{
  g_autofree char *name = g_strdup (value);

  if (strcmp (value, "relu") == 0)
    return g_strdup ("ReLU");
  name[0] = g_ascii_toupper (name[0]);
  return g_strdup (_ (name));
}

char *
study_sweep_results_name_value (const StudySweepResults *self, RunSweepRole role, int i)
{
  const RunSweepAxis *axis = &self->sweep->axis[role];
  const gboolean whole = model_parameter (axis->key)->type == MODEL_TYPE_INTEGER;
  const int digits = whole ? 15 : NAME_DIGITS;
  char number[NUM_NUMBER_SIZE];

  if (model_parameter (axis->key)->type == MODEL_TYPE_CHOICE)
    {
      g_autofree char *value = run_sweep_axis_format (axis, axis->values[i]);

      return name_choice (value);
    }
  num_number_format (num_number_round (fabs (axis->values[i]), digits), number);
  return g_strdup_printf ("%s = %s%s", study_sweep_results_get_axis_name (self, role),
                          axis->values[i] < 0 ? "\u2212" : "", number);
}
