/* Times some cells. */
#include "study/sweep_estimate.h"

#include "num/cancel.h"
#include "run/recipe_cost.h"
#include "run/sweep_cell.h"

#include <math.h>

/* How long, in microseconds, and from how many cells. */
#define ESTIMATE_TIME 500000
#define ESTIMATE_CELLS 64
/* How soon it is seen that it was cancelled, microseconds. */
#define LOOK_TIME 50000
/* From one to the next of these: prime to their number, so that the first few are from all over. */
#define STEP 27
/* What a count of operations is right within. */
#define FACTOR 10

/* Interrupts a cell when time is over: a cell that looked at the clock at every layer would be
 * begun again and again. */
typedef struct
{
  GMutex lock;
  GCond wake;
  gboolean done; /* guarded by the lock: nobody waits for it any more */
  gint64 end;
  const int *cancel;
  int over; /* atomic */
} Clock;

static gpointer
run_clock (gpointer data)
{
  Clock *self = data;

  g_mutex_lock (&self->lock);
  while (!self->done && g_get_monotonic_time () < self->end && !num_is_cancelled (self->cancel))
    g_cond_wait_until (&self->wake, &self->lock,
                       MIN (self->end, g_get_monotonic_time () + LOOK_TIME));
  g_mutex_unlock (&self->lock);
  g_atomic_int_set (&self->over, 1);
  return NULL;
}

/* A gate. */
static gboolean
is_early (gpointer data)
{
  return !num_is_cancelled (&((Clock *) data)->over);
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

/* Cells from all over the sweep in turn. Returns how many came to their end. */
static int
run_some (const RunSweep *sweep, Clock *clock)
{
  const RunSweepGate gate = { &clock->over, is_early, clock };
  int n = 0;

  for (; n < ESTIMATE_CELLS && is_early (clock); n++)
    {
      const gint64 place = n * STEP % ESTIMATE_CELLS;
      ModelExperiment experiment;
      RunSweepResult result;

      run_sweep_get_experiment (sweep, (int) (place * sweep->n_cells / ESTIMATE_CELLS),
                                &experiment);
      if (!run_sweep_cell_compute (&experiment, sweep->keep, sweep->n_stages, sweep->extras, &gate,
                                   &result))
        break;
    }
  return n;
}

double
study_sweep_estimate_seconds (const RunSweep *sweep, int cells, int jobs, const int *cancel)
{
  const gint64 begin = g_get_monotonic_time ();
  Clock clock = { .end = begin + ESTIMATE_TIME, .cancel = cancel };
  GThread *thread;
  double seconds;
  int n;

  g_mutex_init (&clock.lock);
  g_cond_init (&clock.wake);
  thread = g_thread_new ("estimate", run_clock, &clock);
  n = run_some (sweep, &clock);
  seconds = 1e-6 * (g_get_monotonic_time () - begin) / MAX (n, 1);
  g_mutex_lock (&clock.lock);
  clock.done = TRUE;
  g_cond_signal (&clock.wake);
  g_mutex_unlock (&clock.lock);
  g_thread_join (thread);
  g_cond_clear (&clock.wake);
  g_mutex_clear (&clock.lock);
  /* Not one has come to its end. */
  if (n == 0)
    seconds = fmax (seconds, count_cell (sweep));
  seconds *= (double) cells / jobs;
  /* Not told to the second. */
  return seconds < 120 ? seconds : 60 * round (seconds / 60);
}
