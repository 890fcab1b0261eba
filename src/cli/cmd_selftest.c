/* `plateau selftest`: the program's numbers against theory, as a table with pass or fail. */
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/selftest.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
print_row (const char *name, const char *deviation, const char *allowed, const char *result)
{
  int padding = MAX (0, 54 - (int) g_utf8_strlen (name, -1));

  g_print ("%s%*s  %10s  %10s  %s\n", name, padding, "", deviation, allowed, result);
}

static gboolean
run_check (const CliSelftest *check)
{
  double deviation = check->measure ();
  gboolean passed = deviation <= check->allowed; /* not so for NaN */
  g_autofree char *allowed = g_strdup_printf ("%.2g", check->allowed);
  g_autofree char *value =
      isfinite (deviation) ? g_strdup_printf ("%.2g", deviation) : g_strdup (_ ("no result"));

  print_row (_ (check->name), value, allowed, passed ? _ ("pass") : _ ("FAIL"));
  return passed;
}

int
cli_selftest (int argc, char **argv)
{
  const char *help = NULL;
  const CliOption options[] = {
    { "help", 'h', TRUE, &help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;
  int passed = 0, n = cli_selftest_count ();

  if (!cli_flags_parse (argc, argv, options, NULL, &rest, &error) ||
      !cli_flags_refuse_rest (rest, argv[0], &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print ("%s\n\n", _ ("plateau selftest\n"
                            "Checks this program's numbers on this machine: largest deviation "
                            "found, deviation allowed.\nTakes some seconds; exit status 1 if "
                            "a check fails."));
      cli_flags_print_help (options, FALSE);
      return CLI_DONE;
    }
  print_row (_ ("check"), _ ("deviation"), _ ("allowed"), _ ("result"));
  for (int i = 0; i < n; i++)
    passed += run_check (cli_selftest_at (i));
  g_print (_ ("%d checks, %d passed\n"), n, passed);
  return passed == n ? CLI_DONE : CLI_FAILED;
}
