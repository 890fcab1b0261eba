/* `plateau bench`: measures this machine; every claim about speed is a ratio within one run. */
#include "cli/bench_compression.h"
#include "cli/bench_digits.h"
#include "cli/bench_draw.h"
#include "cli/bench_flow.h"
#include "cli/bench_limits.h"
#include "cli/bench_report.h"
#include "cli/bench_samples.h"
#include "cli/bench_sweep.h"
#include "cli/bench_train.h"
#include "cli/bench_wait.h"
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>

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
  CliBenchReport *report;
  const CliWindowBench *window; /* NULL: none */
  int events;
  gboolean quick;
} Bench;

static gboolean
bench_window (const Bench *self, GError **error)
{
  return cli_bench_window (self->report, self->window, self->events, error);
}

static gboolean
bench_streams (const Bench *self, GError **error)
{
  return cli_bench_streams (self->report, self->window, self->quick, error);
}

static gboolean
bench_draw (const Bench *self, GError **error)
{
  return cli_bench_draw (self->report, error);
}

static gboolean
bench_machine (const Bench *self, GError **error)
{
  const gint64 time = self->quick ? G_USEC_PER_SEC / 100 : G_USEC_PER_SEC / 4;

  cli_bench_report_value (self->report, "peak, fused multiply-adds of one core",
                          cli_bench_limits_peak (time) / 1e9, "Gflop/s");
  for (gsize i = 0; i < G_N_ELEMENTS (memories) - self->quick; i++)
    cli_bench_report_value (self->report, memories[i].what,
                            cli_bench_limits_bandwidth (memories[i].bytes, time) / 1e9, "GB/s");
  return TRUE;
}

static gboolean
bench_train (const Bench *self, GError **error)
{
  return cli_bench_train (self->report, self->quick, error);
}

static gboolean
bench_samples (const Bench *self, GError **error)
{
  return cli_bench_samples (self->report, self->quick, error);
}

static gboolean
bench_deviation (const Bench *self, GError **error)
{
  return cli_bench_deviation (self->report, self->quick, error);
}

static gboolean
bench_recording (const Bench *self, GError **error)
{
  return cli_bench_recording (self->report, self->quick, error);
}

static gboolean
bench_flow (const Bench *self, GError **error)
{
  return cli_bench_flow (self->report, self->quick, error);
}

static gboolean
bench_sweep (const Bench *self, GError **error)
{
  return cli_bench_sweep (self->report, self->quick, error);
}

static gboolean
bench_sweep_window (const Bench *self, GError **error)
{
  return cli_bench_sweep_window (self->report, self->window, self->quick, error);
}

static gboolean
bench_digits (const Bench *self, GError **error)
{
  cli_bench_digits (self->report, self->quick);
  return TRUE;
}

static gboolean
bench_interrupt (const Bench *self, GError **error)
{
  cli_bench_interrupt (self->report, self->quick);
  return TRUE;
}

/* The window first: what the rest leaves in memory is not the window's. */
static const struct
{
  const char *name;
  gboolean in_window;
  gboolean (*run) (const Bench *self, GError **error);
} sections[] = {
  { "window", TRUE, bench_window },
  { "streams", TRUE, bench_streams },
  { "sweep-window", TRUE, bench_sweep_window },
  { "frame", FALSE, bench_draw },
  { "machine", FALSE, bench_machine },
  { "training", FALSE, bench_train },
  { "samples", FALSE, bench_samples },
  { "compression", FALSE, bench_deviation },
  { "memory", FALSE, bench_recording },
  { "flow", FALSE, bench_flow },
  { "sweep", FALSE, bench_sweep },
  { "digits", FALSE, bench_digits },
  { "interrupt", FALSE, bench_interrupt },
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
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("bench %s: allowed are %s"),
                   (const char *) g_ptr_array_index (names, i), all->str);
      return FALSE;
    }
  return TRUE;
}

/* Without names all there are; without a display not those of the window. */
static gboolean
bench_all (const Bench *self, GPtrArray *names, GError **error)
{
  const gboolean display = g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (is_wanted (sections[i].name, names) &&
        (!sections[i].in_window || (self->window != NULL && display)))
      {
        cli_bench_report_begin (self->report, sections[i].name);
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
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("--events %s: allowed is 1 to 1000000"), text);
  return FALSE;
}

int
cli_bench (int argc, char **argv, const CliWindowBench *window)
{
  const char *output = NULL, *events_text = NULL, *quick = NULL, *help = NULL;
  const CliOption options[] = {
    { "csv", 0, FALSE, &output, "FILE", N_ ("CSV file to write too; - for standard output") },
    { "output", 'o', FALSE, &output, "FILE", N_ ("the same") },
    { "events", 0, FALSE, &events_text, "N",
      N_ ("events of each kind in the window (200; with --quick 5)") },
    { "quick", 0, TRUE, &quick, NULL, N_ ("fewer networks, shorter measurements") },
    { "help", 'h', TRUE, &help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CliBenchReport) report = NULL;
  Bench bench = { .window = window, .events = EVENTS };

  if (!cli_flags_parse (argc, argv, options, NULL, &rest, &error) || !check_names (rest, &error))
    return cli_report (error);
  bench.quick = quick != NULL;
  if (bench.quick)
    bench.events = QUICK_EVENTS;
  if (!read_events (events_text, &bench.events, &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print ("%s\n\n", _ ("plateau bench [SECTION...] [--quick] [--csv FILE.csv]\nMeasures this "
                            "machine. With a display, the window too."));
      cli_flags_print_help (options, FALSE);
      return CLI_DONE;
    }
  report = bench.report = cli_bench_report_new (g_strcmp0 (output, "-") != 0);
  if (!bench_all (&bench, rest, &error) ||
      (output != NULL && !cli_output_write (output, cli_bench_report_get_csv (report), &error)))
    return cli_report (error);
  return CLI_DONE;
}
