/* plateau-bench: measures this machine; every claim about speed is a ratio within one run. */
#include "bench/bench_compression.h"
#include "bench/bench_digits.h"
#include "bench/bench_draw.h"
#include "bench/bench_flow.h"
#include "bench/bench_limits.h"
#include "bench/bench_report.h"
#include "bench/bench_samples.h"
#include "bench/bench_sweep.h"
#include "bench/bench_theory.h"
#include "bench/bench_train.h"
#include "bench/bench_wait.h"
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "num/matrix.h"
#include "num/number.h"

#include <locale.h>

enum
{
  EVENTS = 200,
  QUICK_EVENTS = 5
};

/* Bytes over which bandwidth is measured: in the nearest caches, and beyond most of them. */
static const struct
{
  const char *what;
  gsize bytes;
} memories[] = {
  { "bandwidth, triad over 16 KB", 16 << 10 },
  { "bandwidth, triad over 512 KB", 512 << 10 },
  { "bandwidth, triad over 512 MB", 512 << 20 },
};

typedef struct
{
  BenchReport *report;
  int events;
  gboolean quick;
} Bench;

static gboolean
run_window (const Bench *self, GError **error)
{
  return bench_window (self->report, self->events, error);
}

static gboolean
run_streams (const Bench *self, GError **error)
{
  return bench_streams (self->report, self->quick, error);
}

static gboolean
run_draw (const Bench *self, GError **error)
{
  return bench_draw (self->report, error);
}

static gboolean
run_machine (const Bench *self, GError **error)
{
  const gint64 time = self->quick ? G_USEC_PER_SEC / 100 : G_USEC_PER_SEC / 4;

  bench_report_value (self->report, "peak, fused multiply-adds of one core",
                      bench_limits_peak (time) / 1e9, "Gflop/s");
  for (gsize i = 0; i < G_N_ELEMENTS (memories) - self->quick; i++)
    bench_report_value (self->report, memories[i].what,
                        bench_limits_bandwidth (memories[i].bytes, time) / 1e9, "GB/s");
  return TRUE;
}

static gboolean
run_train (const Bench *self, GError **error)
{
  return bench_train (self->report, self->quick, error);
}

static gboolean
run_samples (const Bench *self, GError **error)
{
  return bench_samples (self->report, self->quick, error);
}

static gboolean
run_deviation (const Bench *self, GError **error)
{
  return bench_deviation (self->report, self->quick, error);
}

static gboolean
run_recording (const Bench *self, GError **error)
{
  return bench_recording (self->report, self->quick, error);
}

static gboolean
run_flow (const Bench *self, GError **error)
{
  return bench_flow (self->report, self->quick, error);
}

static gboolean
run_theory (const Bench *self, GError **error)
{
  return bench_theory (self->report, self->quick, error);
}

static gboolean
run_sweep (const Bench *self, GError **error)
{
  return bench_sweep (self->report, self->quick, error);
}

static gboolean
run_sweep_window (const Bench *self, GError **error)
{
  return bench_sweep_window (self->report, self->quick, error);
}

static gboolean
run_digits (const Bench *self, GError **error)
{
  bench_digits (self->report, self->quick);
  return TRUE;
}

static gboolean
run_own_data (const Bench *self, GError **error)
{
  return bench_own_data (self->report, self->quick, error);
}

static gboolean
run_interrupt (const Bench *self, GError **error)
{
  bench_interrupt (self->report, self->quick);
  return TRUE;
}

/* The window first: what the rest leaves in memory is not the window's. */
static const struct
{
  const char *name;
  gboolean in_window;
  gboolean (*run) (const Bench *self, GError **error);
} sections[] = {
  { "window", TRUE, run_window },
  { "streams", TRUE, run_streams },
  { "sweep-window", TRUE, run_sweep_window },
  { "frame", FALSE, run_draw },
  { "machine", FALSE, run_machine },
  { "training", FALSE, run_train },
  { "samples", FALSE, run_samples },
  { "compression", FALSE, run_deviation },
  { "memory", FALSE, run_recording },
  { "flow", FALSE, run_flow },
  { "theory", FALSE, run_theory },
  { "sweep", FALSE, run_sweep },
  { "digits", FALSE, run_digits },
  { "data", FALSE, run_own_data },
  { "interrupt", FALSE, run_interrupt },
};

static gboolean
is_wanted (const char *section, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), section))
      return TRUE;
  return names->len == 0;
}

static gboolean
check_names (GPtrArray *names, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      gboolean found = FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (sections); k++)
        found = found || g_str_equal (g_ptr_array_index (names, i), sections[k].name);
      if (found)
        continue;
      for (gsize k = 0; k < G_N_ELEMENTS (sections); k++)
        g_string_append_printf (all, "%s%s", k > 0 ? ", " : "", sections[k].name);
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "%s: allowed are %s",
                   (const char *) g_ptr_array_index (names, i), all->str);
      return FALSE;
    }
  return TRUE;
}

/* Without names all there are; without a display not those of the window. */
static gboolean
run_all (const Bench *self, GPtrArray *names, GError **error)
{
  const gboolean display = g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (is_wanted (sections[i].name, names) && (!sections[i].in_window || display))
      {
        bench_report_begin (self->report, sections[i].name);
        if (!sections[i].run (self, error))
          return FALSE;
      }
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
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "--events %s: allowed is 1 to 1000000", text);
  return FALSE;
}

int
main (int argc, char **argv)
{
  const char *output = NULL, *events_text = NULL, *quick = NULL, *help = NULL;
  const CliOption options[] = {
    { "csv", 0, FALSE, &output, "FILE", "CSV file to write too; - for standard output" },
    { "output", 'o', FALSE, &output, "FILE", "the same" },
    { "events", 0, FALSE, &events_text, "N",
      "events of each kind in the window (200; with --quick 5)" },
    { "quick", 0, TRUE, &quick, NULL, "fewer networks, shorter measurements" },
    { "help", 'h', TRUE, &help, NULL, "this text" },
    { NULL },
  };
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BenchReport) report = NULL;
  Bench bench = { .events = EVENTS };

  setlocale (LC_NUMERIC, "C");
  num_init ();
  if (!cli_flags_parse (argc, argv, options, NULL, &rest, &error) || !check_names (rest, &error))
    return cli_report (error);
  bench.quick = quick != NULL;
  if (bench.quick)
    bench.events = QUICK_EVENTS;
  if (!read_events (events_text, &bench.events, &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print ("%s\n\n", ("plateau-bench [SECTION...] [--quick] [--csv FILE.csv]\nMeasures this "
                          "machine. With a display, the window too."));
      cli_flags_print_help (options, FALSE);
      return CLI_DONE;
    }
  report = bench.report = bench_report_new (g_strcmp0 (output, "-") != 0);
  if (!run_all (&bench, rest, &error) ||
      (output != NULL && !cli_output_write (output, bench_report_get_csv (report), &error)))
    return cli_report (error);
  return CLI_DONE;
}
