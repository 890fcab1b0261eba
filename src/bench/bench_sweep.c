/* Sweeps on a pool, from nothing: what an earlier one has left in caches is forgotten. */
#include "bench/bench_sweep.h"

#include "bench/bench_wait.h"
#include "bench/latency.h"
#include "model/step/compression.h"
#include "run/sweep_files.h"
#include "run/sweep_pool.h"
#include "run/sweep_text.h"

#include <math.h>

/* Others may be at work beside, which makes a round longer and never shorter: the best counts. */
enum
{
  ROUNDS = 5
};

/* The paper's, with another value of one key of their text. */
typedef struct
{
  const char *name, *key, *value;
} Part;

static const struct
{
  const char *what;
  Part parts[3];
  double at_most; /* seconds */
} sweeps[] = {
  { "figures 3c, 3d: 360 runs, all processors", { { "3c" } }, 60 },
  { "linear half of figures 3c, 3d", { { "3c", "marks", "activation linear" } }, 5 },
  { "figures 6b, 6c, 6d: 960 runs", { { "6b" }, { "6c" }, { "6d" } }, 60 },
};

/* Long enough that beginning and end do not count: seconds on one thread. */
static const Part long_sweep = { "6b", "seeds", "25" };

/* Wall-clock seconds: several threads are at work. */
static gboolean
time_part (const Part *part, int jobs, double *seconds, GError **error)
{
  g_autofree char *own = run_sweep_files_dup_text (part->name, error);
  g_autofree char *text = NULL;
  g_autoptr (RunSweep) sweep = NULL;
  g_autoptr (RunSweepPool) pool = NULL;
  gint64 begin;

  if (own == NULL)
    return FALSE;
  text = part->key != NULL ? run_sweep_text_set (own, "sweep", part->key, part->value)
                           : g_steal_pointer (&own);
  sweep = run_sweep_parse (text, error);
  if (sweep == NULL)
    return FALSE;
  model_compression_forget ();
  begin = g_get_monotonic_time ();
  pool = run_sweep_pool_new (sweep, (RunSweepShard){ 0, 1 }, jobs, NULL, error);
  if (pool == NULL)
    return FALSE;
  while (!run_sweep_pool_wait (pool, G_USEC_PER_SEC))
    ;
  *seconds = 1e-6 * (double) (g_get_monotonic_time () - begin);
  return TRUE;
}

static gboolean
time_parts (const Part *parts, int n, int rounds, double *best, GError **error)
{
  *best = INFINITY;
  for (int round = 0; round < rounds; round++)
    {
      double sum = 0, seconds;

      for (int i = 0; i < n && parts[i].name != NULL; i++)
        {
          if (!time_part (&parts[i], 0, &seconds, error))
            return FALSE;
          sum += seconds;
        }
      *best = fmin (*best, sum);
    }
  return TRUE;
}

static gboolean
bench_jobs (BenchReport *report, int rounds, GError **error)
{
  BenchRow row = { .what = "two jobs against one: 6b with 25 seeds",
                   .unit = "",
                   .must.at_least = 1.9 };
  double best[2] = { INFINITY, INFINITY };

  for (int round = 0; round < rounds; round++)
    for (int i = 0; i < 2; i++)
      {
        double seconds;

        if (!time_part (&long_sweep, i + 1, &seconds, error))
          return FALSE;
        best[i] = fmin (best[i], seconds);
      }
  row.value = best[0] / best[1];
  bench_report_add (report, &row);
  return TRUE;
}

gboolean
bench_sweep (BenchReport *report, gboolean quick, GError **error)
{
  const int rounds = quick ? 1 : ROUNDS;

  for (gsize i = 0; i < G_N_ELEMENTS (sweeps); i++)
    {
      BenchRow row = { .what = sweeps[i].what, .unit = "s", .must.at_most = sweeps[i].at_most };

      if (!time_parts (sweeps[i].parts, G_N_ELEMENTS (sweeps[i].parts), rounds, &row.value, error))
        return FALSE;
      bench_report_add (report, &row);
    }
  return quick || g_get_num_processors () < 2 || bench_jobs (report, rounds, error);
}

/* More than are computed while one looks. */
#define MAP                                                                                        \
  "[sweep]\nx = rho -0.9:0.9:400\ny = sigma_a 1:3:250\nlog = value\n[data]\nsamples = 0\n"         \
  "[network]\nfusion = 2\n"

enum
{
  SECONDS = 3
};

static gboolean
watch (BenchReport *report, const char *what, const char *text, double seconds, GError **error)
{
  g_autofree char *frames = g_strdup_printf ("frames while %s", what);
  BenchRow rate = { .what = frames, .unit = "frames/s", .must.at_least = 58 };
  BenchRow work = { .what = "processor time of such a frame", .unit = "ms", .must.at_most = 16 };

  if (!bench_latency_measure_sweep (text, seconds, &rate.value, &work.value, error))
    return FALSE;
  bench_report_add (report, &rate);
  bench_report_add (report, &work);
  return TRUE;
}

gboolean
bench_sweep_window (BenchReport *report, gboolean quick, GError **error)
{
  g_autofree char *own = run_sweep_files_dup_text ("3c", error);
  g_autofree char *text = own != NULL ? run_sweep_text_set (own, "sweep", "seeds", "1000") : NULL;
  const double seconds = quick ? 0.5 : SECONDS;
  BenchRow memory = { .what = "resident memory after it", .unit = "MB", .must.at_most = 300 };

  if (text == NULL || !watch (report, "figure 3c fills, 1000 seeds", text, seconds, error) ||
      !watch (report, "a map of 100,000 cells fills", MAP, seconds, error))
    return FALSE;
  memory.value = bench_get_memory ();
  bench_report_add (report, &memory);
  return TRUE;
}
