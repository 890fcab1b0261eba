/* The program's start: the window, or a subcommand that needs no display. */
#include "app/application.h"
#include "app/latency.h"
#include "cli/cli.h"
#include "num/matrix.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  static const CliWindowBench window = { app_latency_measure_startup, app_latency_measure,
                                         app_latency_measure_turn, app_latency_measure_stream,
                                         app_latency_measure_sweep };

  num_init ();
  app_application_init_locale ();
  if (!cli_wants (argc, argv))
    return app_application_run (argc, argv);
  /* Results are read by programs: their numbers are the same in every language. */
  setlocale (LC_NUMERIC, "C");
  return cli_main (argc, argv, &window);
}
