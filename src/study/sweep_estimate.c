/* Times some cells. */
#include "study/sweep_estimate.h"

#include "num/cancel.h"
#include "run/recipe_cost.h"
#include "run/sweep_cell.h"

#include <math.h>

/* How long, in microseconds, and from how many cells. */
#define ESTIMATE_TIME 500000
#define ESTIMATE_CELLS 64
/* What a count of operations is right within. */
#define FACTOR 10

typedef struct
{
  gint64 end;
  const int *cancel;
} Limit;

/* A gate. */
static gboolean
is_early (gpointer data)
{
  const Limit *limit = data;

  return g_get_monotonic_time () < limit->end && !num_is_cancelled (limit->cancel);
}

static double
count_cell (const RunSweep *sweep)
{
  ModelExperiment last;

  run_sweep_get_experiment (sweep, sweep->n_points - 1, &last);
  return fmax (run_recipe_cost (&sweep->base), run_recipe_cost (&last));
}

gboolean
study_sweep_estimate_may_be_long (const RunSweep *sweep, int cells, int jobs)
{
  return count_cell (sweep) * cells / jobs > (double) STUDY_SWEEP_LONG / FACTOR;
}

double
study_sweep_estimate_seconds (const RunSweep *sweep, int cells, int jobs, const int *cancel)
{
  const int ask = 1;
  const gint64 begin = g_get_monotonic_time ();
  Limit limit = { begin + ESTIMATE_TIME, cancel };
  const RunSweepGate gate = { &ask, is_early, &limit };
  int n = 0;
  double seconds;

  while (n < ESTIMATE_CELLS && is_early (&limit))
    {
      ModelExperiment experiment;
      RunSweepResult result;

      run_sweep_get_experiment (sweep, (int) ((gint64) n * sweep->n_cells / ESTIMATE_CELLS),
                                &experiment);
      if (!run_sweep_cell_compute (&experiment, sweep->keep, sweep->n_stages, sweep->extras, &gate,
                                   &result))
        break;
      n++;
    }
  seconds = 1e-6 * (g_get_monotonic_time () - begin) / MAX (n, 1);
  /* Not one has come to its end. */
  if (n == 0)
    seconds = fmax (seconds, count_cell (sweep));
  seconds *= (double) cells / jobs;
  /* Not told to the second. */
  return seconds < 120 ? seconds : 60 * round (seconds / 60);
}
