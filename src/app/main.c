/* The program's start: the window, or a subcommand that needs no display. */
#include "app/application.h"
#include "app/latency.h"
#include "cli/cli.h"
#include "num/matrix.h"

int
main (int argc, char **argv)
{
  static const CliWindowBench window = { app_latency_measure_startup, app_latency_measure };

  num_init ();
  return cli_wants (argc, argv) ? cli_main (argc, argv, &window) : app_application_run (argc, argv);
}
