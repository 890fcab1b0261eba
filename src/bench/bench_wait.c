/* Waiting times of the window and of the training thread. */
#include "bench/bench_wait.h"

#include "app/session/session_data.h"
#include "bench/latency.h"
#include "run/worker.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* More than are trained while one looks: a run that is still growing all the time. */
#define STREAM_EPOCHS 1000000
#define STREAM_SECONDS 2
#define STREAM_QUICKLY 0.5

double
bench_get_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

/* Epochs 0: until both are learned. */
static const struct
{
  const char *what;
  int depth, fusion, epochs;
  gboolean new_network, all_fusion, hover;
  double at_most; /* milliseconds */
} waits[] = {
  { "slider to whole curve: L=2 Lf=2, 1000 epochs", 2, 2, 1000, FALSE, FALSE, FALSE, 33 },
  { "slider to whole curve: L=4 Lf=4, until learned", 4, 4, 0, FALSE, FALSE, FALSE, 33 },
  { "slider to all four fusion layers: L=4", 4, 4, 0, FALSE, TRUE, FALSE, 100 },
  { "new network to first part of curve: L=4, 5", 4, 4, 0, TRUE, FALSE, FALSE, 16 },
  { "hover to values in all four plots: L=2 Lf=2", 2, 2, 0, FALSE, FALSE, TRUE, 16.7 },
};

/* ReLU networks on 8192 samples, 100 wide: the paper's on scalar data, where half-lines and sectors
 * do for samples, on XOR, and what needs the samples: vectors, and deeper networks. */
static const struct
{
  const char *what;
  ModelSource source;
  int depth, fusion;
  double at_least; /* frames per second; 0: an epoch takes longer than a frame */
} streams[] = {
  { "L=2 Lf=2", MODEL_SOURCE_SCALAR, 2, 2, 58 },
  { "L=2 Lf=1", MODEL_SOURCE_SCALAR, 2, 1, 58 },
  { "L=2 Lf=1, XOR", MODEL_SOURCE_XOR, 2, 1, 58 },
  { "L=2 Lf=2, 10 + 10 inputs", MODEL_SOURCE_VECTOR, 2, 2, 58 },
  { "L=3 Lf=1, XOR, each epoch", MODEL_SOURCE_XOR, 3, 1, 0 },
};

gboolean
bench_streams (BenchReport *report, gboolean quick, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *what = g_strdup_printf ("frames, ReLU run: %s", streams[i].what);
      BenchRow rate = { .what = what, .unit = "frames/s", .must.at_least = streams[i].at_least };
      BenchRow work = { .what = "processor time of such a frame",
                        .unit = "ms",
                        .must.at_most = 16 };
      ModelExperiment e;

      model_experiment_init (&e);
      model_experiment_set (&e, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU, NULL);
      model_experiment_set (&e, MODEL_SOURCE, streams[i].source, NULL);
      model_experiment_set (&e, MODEL_DEPTH, streams[i].depth, NULL);
      model_experiment_set (&e, MODEL_FUSION, streams[i].fusion, NULL);
      model_experiment_set (&e, MODEL_SEED, 7, NULL);
      model_experiment_set (&e, MODEL_EPOCHS, STREAM_EPOCHS, NULL);
      if (!bench_latency_measure_stream (&e, quick ? STREAM_QUICKLY : STREAM_SECONDS, &rate.value,
                                         &work.value, error))
        return FALSE;
      bench_report_add (report, &rate);
      bench_report_add (report, &work);
    }
  return TRUE;
}

gboolean
bench_window (BenchReport *report, int n_events, GError **error)
{
  BenchRow turn = { .what = "processor time of a turn in 3-D, 800 x 600",
                    .unit = "ms",
                    .must.at_most = 16 };
  double startup;

  if (!bench_latency_measure_startup (&startup, error))
    return FALSE;
  bench_report_value (report, "start to first whole curve", startup, "ms");
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      BenchRow row = { .what = waits[i].what, .unit = "ms", .must.at_most = waits[i].at_most };
      ModelExperiment e;
      const BenchWindowWait wait = { &e, waits[i].new_network, waits[i].all_fusion,
                                     waits[i].hover };

      model_experiment_init (&e);
      model_experiment_set (&e, MODEL_DEPTH, waits[i].depth, NULL);
      model_experiment_set (&e, MODEL_FUSION, waits[i].fusion, NULL);
      model_experiment_set (&e, MODEL_EPOCHS, waits[i].epochs, NULL);
      if (!bench_latency_measure (&wait, n_events, &row.value, error))
        return FALSE;
      bench_report_add (report, &row);
    }
  if (!bench_latency_measure_turn (n_events, &turn.value, error))
    return FALSE;
  bench_report_add (report, &turn);
  bench_report_value (report, "events of each kind, the median counts", n_events, "events");
  bench_report_value (report, "resident memory after them", bench_get_memory (), "MB");
  return TRUE;
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Milliseconds that an order takes to be carried out, after so long of a run. */
typedef double (*MeasureFunc) (RunWorker *worker, const ModelRecipe *recipe, gint64 after);

static double
wait_idle (RunWorker *worker, gint64 begin)
{
  run_worker_wait (worker, 10 * G_USEC_PER_SEC);
  return (double) (g_get_monotonic_time () - begin) / 1000;
}

/* From another value of a slider to the end of its run, which has one epoch of a small network. */
static double
measure_interrupt (RunWorker *worker, const ModelRecipe *recipe, gint64 after)
{
  ModelRecipe next;
  gint64 begin;

  model_recipe_init (&next);
  model_experiment_set (&next.experiment, MODEL_EPOCHS, 1, NULL);
  run_worker_start (worker, recipe);
  g_usleep (after);
  begin = g_get_monotonic_time ();
  run_worker_start (worker, &next);
  return wait_idle (worker, begin);
}

/* From the order to stop to the run's last row, which is its first where it had just begun. */
static double
measure_stop (RunWorker *worker, const ModelRecipe *recipe, gint64 after)
{
  gint64 begin;

  run_worker_start (worker, recipe);
  g_usleep (after);
  begin = g_get_monotonic_time ();
  run_worker_stop (worker);
  return wait_idle (worker, begin);
}

/* At every phase: while it draws twelve million initial weights, and in the middle of an epoch. */
void
bench_interrupt (BenchReport *report, gboolean quick)
{
  static const struct
  {
    const char *what;
    MeasureFunc measure;
    double at_most[2]; /* median, longest */
  } orders[] = { { "new slider value", measure_interrupt, { 5, 5 } },
                 { "stop", measure_stop, { 50, 0 } } };
  const int n = quick ? 1 : 42, width = quick ? 200 : 1000;
  g_autoptr (RunWorker) worker = run_worker_new ();
  g_autofree double *ms = g_new (double, n);
  ModelRecipe recipe;

  model_recipe_init (&recipe);
  model_experiment_set (&recipe.experiment, MODEL_DEPTH, 8, NULL);
  model_experiment_set (&recipe.experiment, MODEL_FUSION, 8, NULL);
  model_experiment_set (&recipe.experiment, MODEL_WIDTH, width, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (orders); k++)
    {
      for (int i = 0; i < n; i++)
        ms[i] = orders[k].measure (worker, &recipe, 1000 + (gint64) i * 19000);
      qsort (ms, n, sizeof *ms, compare);
      for (int longest = 0; longest < 2; longest++)
        {
          g_autofree char *what = g_strdup_printf ("%s, L=8 Lf=8 N=%d: %s", orders[k].what, width,
                                                   longest ? "longest" : "median");
          BenchRow row = { .what = what,
                           .value = ms[longest ? n - 1 : n / 2],
                           .unit = "ms",
                           .must.at_most = orders[k].at_most[longest] };

          bench_report_add (report, &row);
        }
    }
}

enum
{
  DATA_COLUMNS = 40,
  DATA_ROWS = 60000 /* with numbers of nine characters 24 MB */
};

static char *
write_table (const char *folder, int n_rows, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree char *path = g_build_filename (folder, "own.csv", NULL);

  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < DATA_COLUMNS; j++)
      g_string_append_printf (text, "%+.6f%c", g_rand_double_range (random, -1, 1),
                              j < DATA_COLUMNS - 1 ? ',' : '\n');
  return g_file_set_contents (path, text->str, (gssize) text->len, error) ? g_steal_pointer (&path)
                                                                          : NULL;
}

/* Turns of the main loop until the data are there and their run has ended; milliseconds of the
 * longest. */
static double
measure_turns (AppSession *session, const char *path)
{
  gint64 longest = 0, begin = g_get_monotonic_time ();

  app_session_choose_file (session, path, NULL);
  do
    {
      g_main_context_iteration (NULL, FALSE);
      app_session_tick (session, g_get_monotonic_time ());
      longest = MAX (longest, g_get_monotonic_time () - begin);
      g_usleep (1000);
      begin = g_get_monotonic_time ();
    }
  while (app_session_get_loading (session) != NULL ||
         (app_session_get_data_error (session) == NULL && !app_session_is_complete (session)));
  return (double) longest / 1000;
}

gboolean
bench_own_data (BenchReport *report, gboolean quick, GError **error)
{
  BenchRow row = { .what = "own data, 24 MB of CSV: longest turn of the window's loop",
                   .unit = "ms",
                   .must.at_most = 16 };
  g_autofree char *folder = g_dir_make_tmp ("plateau-bench-XXXXXX", error), *path = NULL;
  g_autoptr (AppSession) session = NULL;
  gint64 begin;

  if (folder == NULL)
    return FALSE;
  path = write_table (folder, quick ? DATA_ROWS / 100 : DATA_ROWS, error);
  if (path != NULL)
    {
      session = app_session_new ();
      app_session_restart (session);
      begin = g_get_monotonic_time ();
      row.value = measure_turns (session, path);
      bench_report_add (report, &row);
      bench_report_value (report, "the same: from file to run",
                          (double) (g_get_monotonic_time () - begin) / 1000, "ms");
      g_remove (path);
    }
  g_rmdir (folder);
  return path != NULL;
}
