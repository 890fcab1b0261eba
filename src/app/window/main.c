/* The program's start: the window, or a subcommand that needs no display. */
#include "app/window/application.h"
#include "cli/cli.h"
#include "num/matrix.h"

#include <locale.h>
#include <signal.h>

int
main (int argc, char **argv)
{
  num_init ();
  /* A file that may grow no more is told like a full disk, by what writes it. */
  signal (SIGXFSZ, SIG_IGN);
  app_application_init_locale ();
  if (!cli_wants (argc, argv))
    return app_application_run (argc, argv);
  /* Results are read by programs: their numbers are the same in every language. */
  setlocale (LC_NUMERIC, "C");
  return cli_main (argc, argv);
}
