/* `plateau bench`: measures this machine; every claim about speed is a ratio within one run. */
#include "cli/bench_compression.h"
#include "cli/bench_digits.h"
#include "cli/bench_draw.h"
#include "cli/bench_flow.h"
#include "cli/bench_limits.h"
#include "cli/bench_report.h"
#include "cli/bench_samples.h"
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

static void
bench_machine (CliBenchReport *report, gboolean quick)
{
  const gint64 time = quick ? G_USEC_PER_SEC / 100 : G_USEC_PER_SEC / 4;

  cli_bench_report_begin (report, "machine");
  cli_bench_report_value (report, "peak, fused multiply-adds of one core",
                          cli_bench_limits_peak (time) / 1e9, "Gflop/s");
  for (gsize i = 0; i < G_N_ELEMENTS (memories) - quick; i++)
    cli_bench_report_value (report, memories[i].what,
                            cli_bench_limits_bandwidth (memories[i].bytes, time) / 1e9, "GB/s");
}

static gboolean
bench_all (CliBenchReport *report,
           const CliWindowBench *window,
           int events,
           gboolean quick,
           GError **error)
{
  gboolean display = g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL;

  /* The window first: what the rest leaves in memory is not the window's. */
  if (window != NULL && display)
    {
      cli_bench_report_begin (report, "window");
      if (!cli_bench_window (report, window, events, error))
        return FALSE;
    }
  cli_bench_report_begin (report, "frame");
  if (!cli_bench_draw (report, error))
    return FALSE;
  bench_machine (report, quick);
  cli_bench_report_begin (report, "training");
  if (!cli_bench_train (report, quick, error))
    return FALSE;
  cli_bench_report_begin (report, "samples");
  if (!cli_bench_samples (report, quick, error))
    return FALSE;
  cli_bench_report_begin (report, "compression");
  if (!cli_bench_deviation (report, quick, error))
    return FALSE;
  cli_bench_report_begin (report, "memory");
  if (!cli_bench_recording (report, quick, error))
    return FALSE;
  cli_bench_report_begin (report, "flow");
  if (!cli_bench_flow (report, quick, error))
    return FALSE;
  cli_bench_report_begin (report, "digits");
  cli_bench_digits (report, quick);
  cli_bench_report_begin (report, "interrupt");
  cli_bench_interrupt (report, quick);
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
  int events;

  if (!cli_flags_parse (argc, argv, options, NULL, &rest, &error) ||
      !cli_flags_refuse_rest (rest, argv[0], &error))
    return cli_report (error);
  events = quick != NULL ? QUICK_EVENTS : EVENTS;
  if (!read_events (events_text, &events, &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print ("%s\n\n", _ ("plateau bench [--quick] [--csv FILE.csv]\nMeasures this machine. "
                            "With a display, the window too."));
      cli_flags_print_help (options, FALSE);
      return CLI_DONE;
    }
  report = cli_bench_report_new (g_strcmp0 (output, "-") != 0);
  if (!bench_all (report, window, events, quick != NULL, &error) ||
      (output != NULL && !cli_output_write (output, cli_bench_report_get_csv (report), &error)))
    return cli_report (error);
  return CLI_DONE;
}
