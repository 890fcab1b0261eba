/* The command line: one function per subcommand, in files cmd_*.c. */
#pragma once

#include "model/experiment.h"

G_BEGIN_DECLS

/* Exit statuses. */
enum
{
  CLI_DONE = 0,
  CLI_FAILED = 1,
  CLI_WRONG_USAGE = 2
};

/* Something that people wait for in the window. */
typedef struct
{
  const ModelExperiment *experiment;
  gboolean new_network; /* another seed, and the wait is for the first part of the new curve; else
                           the correlation slider moves, and it is for the whole */
  gboolean all_fusion;  /* the curves of all fusion layers, too */
  gboolean hover;       /* the pointer goes to another epoch, and the wait is for its values */
} CliWindowWait;

/* How the window measures itself, for `plateau bench`: this layer knows no window. */
typedef struct
{
  gboolean (*measure_startup) (double *ms, GError **error);
  /* Median over n_events. */
  gboolean (*measure_wait) (const CliWindowWait *wait, int n_events, double *ms, GError **error);
  /* Median processor time of a frame in which the loss in 3-D turns. */
  gboolean (*measure_turn) (int n_frames, double *ms, GError **error);
  /* While a run of the experiment streams in: frames in a second, and the median processor time
   * that the window's thread takes for one. */
  gboolean (*measure_stream) (
      const ModelExperiment *experiment, double seconds, double *rate, double *ms, GError **error);
  /* The same while the page of sweeps computes the one of a text. */
  gboolean (*measure_sweep) (
      const char *text, double seconds, double *rate, double *ms, GError **error);
} CliWindowBench;

/**
 * cli_main:
 * Runs `plateau SUBCOMMAND ...`, --help or --version. Touches no display but through window.
 * @window: (nullable): measured by `plateau bench`
 *
 * Returns: the exit status.
 */
int cli_main (int argc, char **argv, const CliWindowBench *window);

/* TRUE if the arguments are for cli_main() rather than the window: a subcommand, an option, or what
 * is no file and so has to be refused. */
gboolean cli_wants (int argc, char **argv);

/* Prints "plateau: message" on stderr, one line, and returns the status that fits the error. */
int cli_report (const GError *error);

/* argv[0] is the subcommand. */
int cli_run (int argc, char **argv, const CliWindowBench *window);
int cli_theory (int argc, char **argv, const CliWindowBench *window);
int cli_figure (int argc, char **argv, const CliWindowBench *window);
int cli_sweep (int argc, char **argv, const CliWindowBench *window);
int cli_digits (int argc, char **argv, const CliWindowBench *window);
int cli_bench (int argc, char **argv, const CliWindowBench *window);
int cli_selftest (int argc, char **argv, const CliWindowBench *window);

G_END_DECLS
