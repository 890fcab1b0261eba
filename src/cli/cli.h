/* The command line: one function per subcommand, in files cmd_*.c. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* Exit statuses. */
enum
{
  CLI_DONE = 0,
  CLI_FAILED = 1,
  CLI_WRONG_USAGE = 2
};

/**
 * cli_main:
 * Runs `plateau SUBCOMMAND ...`, --help or --version. Touches no display.
 * Returns: the exit status.
 */
int cli_main (int argc, char **argv);

/* TRUE if the arguments are for cli_main() rather than the window: a subcommand, an option, or what
 * is no file and so has to be refused. */
gboolean cli_wants (int argc, char **argv);

/* Prints "plateau: message" on stderr, one line, and returns the status that fits the error. */
int cli_report (const GError *error);

/* argv[0] is the subcommand. */
int cli_run (int argc, char **argv);
int cli_theory (int argc, char **argv);
int cli_figure (int argc, char **argv);
int cli_report_data (int argc, char **argv);
int cli_remedies (int argc, char **argv);
int cli_sweep (int argc, char **argv);
int cli_digits (int argc, char **argv);
int cli_selftest (int argc, char **argv);

G_END_DECLS
