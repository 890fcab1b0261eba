/* `plateau bench`: measures this machine; every claim about speed is a ratio within one run. */
#include "cli/bench_draw.h"
#include "cli/bench_plain.h"
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "model/gradient.h"
#include "model/naive.h"
#include "num/number.h"
#include "theory/init_scale.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* A measurement runs at least this long, and the best of this many counts: what disturbs it only
 * ever makes it slower. */
#define LEAST_TIME (G_USEC_PER_SEC / 5)
enum
{
  REPEATS = 3,
  BATCH = 16,
  TURN_FRAMES = 180 /* three seconds */
};

typedef struct
{
  const ModelExperiment *experiment;
  ModelTrainer *trainer;
  ModelNetwork *network;
  ModelGradient *gradient;
  CliBenchPlain *plain;
  ModelDataset *dataset;
  ModelNaive *naive;
} Case;

typedef void (*StepFunc) (Case *c);

static void
step_moments (Case *c)
{
  model_gradient_evaluate (c->gradient, c->network, model_trainer_get_moments (c->trainer), NULL);
  model_gradient_step (c->gradient, c->network, 0.001, NULL);
}

static void
step_plain (Case *c)
{
  cli_bench_plain_step (c->plain, c->network, model_trainer_get_moments (c->trainer), 0.001);
}

static void
step_naive (Case *c)
{
  model_naive_step (c->naive, c->network, 0.001);
}

/* Steps per second. */
static double
measure (Case *c, StepFunc step, int batch)
{
  double best = 0;

  for (int repeat = 0; repeat < REPEATS; repeat++)
    {
      gint64 begin = g_get_monotonic_time (), elapsed;
      gint64 steps = 0;

      do
        {
          for (int i = 0; i < batch; i++)
            step (c);
          steps += batch;
          elapsed = g_get_monotonic_time () - begin;
        }
      while (elapsed < LEAST_TIME);
      best = MAX (best, (double) steps * G_USEC_PER_SEC / elapsed);
    }
  return best;
}

/* Epochs per second of a whole run: recording, keyframes and all. */
static double
measure_run (const ModelExperiment *experiment)
{
  g_autoptr (ModelTrainer) trainer = theory_init_scale_new_trainer (experiment, NULL);
  gint64 begin = g_get_monotonic_time (), elapsed;

  do
    {
      model_trainer_run (trainer, 1000, NULL);
      elapsed = g_get_monotonic_time () - begin;
    }
  while (elapsed < 2 * LEAST_TIME);
  return (double) model_trainer_get_epoch (trainer) * G_USEC_PER_SEC / elapsed;
}

static gboolean
set_up (Case *c, const ModelExperiment *experiment, GError **error)
{
  memset (c, 0, sizeof *c);
  c->experiment = experiment;
  c->trainer = theory_init_scale_new_trainer (experiment, error);
  if (c->trainer == NULL)
    return FALSE;
  c->network = model_network_copy (model_trainer_get_network (c->trainer));
  c->gradient = model_gradient_new (&c->network->shape);
  c->plain = cli_bench_plain_new (&c->network->shape);
  c->dataset = model_dataset_new (experiment, error);
  if (c->dataset != NULL)
    c->naive = model_naive_new (&c->network->shape, c->dataset);
  return c->dataset != NULL;
}

static void
tear_down (Case *c)
{
  model_trainer_free (c->trainer);
  model_network_free (c->network);
  model_gradient_free (c->gradient);
  cli_bench_plain_free (c->plain);
  model_naive_free (c->naive);
  model_dataset_free (c->dataset);
}

typedef struct
{
  GString *csv;
  gboolean quiet; /* the CSV goes to standard output */
} Report;

static void
report (Report *self, const char *what, double value, const char *unit)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append_printf (self->csv, "%s,%s,%s\n", what,
                          num_number_format (num_number_round (value, 4), number), unit);
  if (!self->quiet)
    {
      g_print ("%-56s %14.6g %s\n", what, value, unit);
      fflush (stdout);
    }
}

static gboolean
bench_network (Report *out, int depth, int fusion, int width, GError **error)
{
  ModelExperiment e;
  Case c;
  gboolean ok;
  g_autofree char *name = g_strdup_printf ("L=%d Lf=%d N=%d", depth, fusion, width);

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
  model_experiment_set (&e, MODEL_WIDTH, width, NULL);
  model_experiment_set (&e, MODEL_EPOCHS, 1e9, NULL);
  ok = set_up (&c, &e, error);
  if (ok)
    {
      double moments = measure (&c, step_moments, BATCH), plain = measure (&c, step_plain, BATCH);
      double naive = measure (&c, step_naive, 1), run = measure_run (&e);
      g_autofree char *a = g_strdup_printf ("%s: moments", name);
      g_autofree char *b = g_strdup_printf ("%s: moments recorded as a run", name);
      g_autofree char *d = g_strdup_printf ("%s: plain BLAS calls", name);
      g_autofree char *f = g_strdup_printf ("%s: naive on 8192 samples", name);
      g_autofree char *g = g_strdup_printf ("%s: moments / naive", name);
      g_autofree char *h = g_strdup_printf ("%s: moments / plain BLAS", name);

      report (out, a, moments, "steps/s");
      report (out, b, run, "steps/s");
      report (out, d, plain, "steps/s");
      report (out, f, naive, "steps/s");
      report (out, g, moments / naive, "times");
      report (out, h, moments / plain, "times");
    }
  tear_down (&c);
  return ok;
}

static double
read_resident_megabytes (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

static gboolean
bench_window (Report *out, const CliWindowBench *window, int events, GError **error)
{
  double startup, latency, turn;

  if (!window->measure_startup (&startup, error) ||
      !window->measure_latency (events, &latency, error) ||
      !window->measure_turn (TURN_FRAMES, &turn, error))
    return FALSE;
  report (out, "window: start to first whole curve", startup, "ms");
  report (out, "window: slider to whole curve, median", latency, "ms");
  report (out, "window: processor time of a turn in 3-D, median", turn, "ms");
  report (out, "window: slider events", events, "events");
  report (out, "window: resident memory after them", read_resident_megabytes (), "MB");
  return TRUE;
}

static gboolean
bench_all (Report *out, const CliWindowBench *window, int events, GError **error)
{
  static const int networks[][3] = { { 2, 1, 100 }, { 2, 2, 100 }, { 4, 1, 100 },
                                     { 4, 2, 100 }, { 4, 3, 100 }, { 4, 4, 100 } };
  gboolean display = g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL;

  /* The window first: what the rest leaves in memory is not the window's. */
  if (window != NULL && display && !bench_window (out, window, events, error))
    return FALSE;
  for (int i = 0; i < cli_bench_draw_count (); i++)
    {
      const char *name;
      const double ms = cli_bench_draw_measure (i, &name);

      report (out, name, ms, "ms");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    if (!bench_network (out, networks[i][0], networks[i][1], networks[i][2], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_events (const char *text, int *events, GError **error)
{
  double value;

  if (text == NULL)
    return TRUE;
  if (num_number_parse (text, &value) && value >= 1 && value <= 1e6)
    {
      *events = value;
      return TRUE;
    }
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("--events %s: allowed is 1 to 1000000"), text);
  return FALSE;
}

int
cli_bench (int argc, char **argv, const CliWindowBench *window)
{
  const char *output = NULL, *events_text = NULL, *help = NULL;
  const CliOption options[] = {
    { "output", 'o', FALSE, &output, "FILE", N_ ("CSV file to write too; - for standard output") },
    { "events", 0, FALSE, &events_text, "N", N_ ("slider events in the window (200)") },
    { "help", 'h', TRUE, &help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) csv = g_string_new ("# plateau " PLATEAU_VERSION "\nwhat,value,unit\n");
  Report out = { csv, FALSE };
  int events = 200;

  if (!cli_flags_parse (argc, argv, options, NULL, &rest, &error) ||
      !cli_flags_refuse_rest (rest, argv[0], &error) || !read_events (events_text, &events, &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print ("%s\n\n", _ ("plateau bench [-o FILE.csv]\nMeasures this machine. With a display, "
                            "the window too."));
      cli_flags_print_help (options, FALSE);
      return CLI_DONE;
    }
  out.quiet = g_strcmp0 (output, "-") == 0;
  if (!bench_all (&out, window, events, &error) ||
      (output != NULL && !cli_output_write (output, csv->str, &error)))
    return cli_report (error);
  return CLI_DONE;
}
