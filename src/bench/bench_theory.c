/* Own starts of four layers, as a window asks for them. */
#include "bench/bench_theory.h"

#include "bench/bench_clock.h"
#include "num/quantile.h"
#include "theory/own.h"

#include <math.h>

enum
{
  DEPTH = 4,
  WIDTH = 100,
  EVENTS = 41,
  QUICK_EVENTS = 5
};

/* Milliseconds. */
#define MOST_EVENT 5
#define MOST_NETWORK 50

static void
init_experiment (ModelExperiment *e, int fusion, int seed)
{
  model_experiment_init (e);
  model_experiment_set (e, MODEL_DEPTH, DEPTH, NULL);
  model_experiment_set (e, MODEL_FUSION, fusion, NULL);
  model_experiment_set (e, MODEL_WIDTH, WIDTH, NULL);
  model_experiment_set (e, MODEL_SEED, seed, NULL);
}

/* A new network, then its times. */
static gboolean
measure_networks (int fusion, int n, double *times, GError **error)
{
  for (int i = 0; i < n; i++)
    {
      ModelExperiment e;
      g_autoptr (TheoryPrediction) prediction = NULL;
      g_autoptr (TheoryOwnStart) start = NULL;
      g_autoptr (TheoryOwn) own = NULL;
      double begin;

      init_experiment (&e, fusion, i + 1);
      prediction = theory_prediction_new (&e, 0.1, error);
      if (prediction == NULL)
        return FALSE;
      begin = bench_clock ();
      start = theory_own_start_new (&e, NULL);
      own = theory_own_new (start, prediction, INFINITY, NULL);
      times[i] = (bench_clock () - begin) / 1000;
    }
  return TRUE;
}

/* The same network under other data: rho moves. */
static gboolean
measure_events (int fusion, int n, double *times, GError **error)
{
  ModelExperiment e;
  g_autoptr (TheoryOwnStart) start = NULL;

  init_experiment (&e, fusion, 1);
  start = theory_own_start_new (&e, NULL);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (TheoryPrediction) prediction = NULL;
      g_autoptr (TheoryOwn) own = NULL;
      double begin;

      model_experiment_set (&e, MODEL_RHO, -0.8 + 1.6 * i / n, NULL);
      prediction = theory_prediction_new (&e, 0.1, error);
      if (prediction == NULL)
        return FALSE;
      begin = bench_clock ();
      own = theory_own_new (start, prediction, INFINITY, NULL);
      times[i] = (bench_clock () - begin) / 1000;
    }
  return TRUE;
}

static void
report_times (BenchReport *report, const char *what, int fusion, double *times, int n, double most)
{
  const double places[2] = { 0.5, 1 };
  double values[2];
  g_autofree char *median =
      g_strdup_printf ("%s, L=%d Lf=%d N=%d: median", what, DEPTH, fusion, WIDTH);
  g_autofree char *slowest =
      g_strdup_printf ("%s, L=%d Lf=%d N=%d: slowest", what, DEPTH, fusion, WIDTH);
  BenchRow row = { .what = median, .unit = "ms", .must.at_most = most };

  num_quantiles (times, n, places, 2, values);
  row.value = values[0];
  bench_report_add (report, &row);
  bench_report_value (report, slowest, values[1], "ms");
}

gboolean
bench_theory (BenchReport *report, gboolean quick, GError **error)
{
  const int n = quick ? QUICK_EVENTS : EVENTS;
  g_autofree double *times = g_new (double, n);

  for (int fusion = 2; fusion <= DEPTH; fusion++)
    {
      if (!measure_events (fusion, n, times, error))
        return FALSE;
      report_times (report, "own times, a slider event", fusion, times, n, MOST_EVENT);
      if (!measure_networks (fusion, n, times, error))
        return FALSE;
      report_times (report, "own times, a new network", fusion, times, n, MOST_NETWORK);
    }
  return TRUE;
}
