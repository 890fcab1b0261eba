/* The command line: finds the subcommand and runs it. */
#include "cli/cli.h"

#include "cli/flags.h"
#include "digits/idx.h"
#include "model/data/input_file.h"
#include "model/experiment/message.h"
#include "num/matrix.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_MESSAGE 2000 /* characters: lists of names are long */

typedef struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *help;
} Subcommand;

static const Subcommand subcommands[] = {
  { "run", cli_run, N_ ("train an experiment; its history as CSV") },
  { "theory", cli_theory, N_ ("what theory predicts for an experiment") },
  { "report", cli_report_data,
    N_ ("data in words: how strong each modality is, which comes first") },
  { "remedies", cli_remedies, N_ ("what helps an experiment: each remedy, theory and run") },
  { "figure", cli_figure, N_ ("draw figures as PNG, SVG, PDF or CSV") },
  { "sweep", cli_sweep, N_ ("many runs over values of parameters, on every processor") },
  { "digits", cli_digits, N_ ("train on pairs of noisy digits") },
  { "selftest", cli_selftest, N_ ("check numbers against theory") },
};

static const Subcommand *
find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (subcommands); i++)
    if (strcmp (subcommands[i].name, name) == 0)
      return &subcommands[i];
  return NULL;
}

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("plateau: watch a network get stuck on one modality\n\n"
                        "  plateau              the window\n"
                        "  plateau FILE         the window, with an experiment file"));
  for (gsize i = 0; i < G_N_ELEMENTS (subcommands); i++)
    g_print ("  plateau %-12s %s\n", subcommands[i].name, _ (subcommands[i].help));
  g_print ("\n%s\n", _ ("plateau SUBCOMMAND --help says more."));
}

static char *
list_subcommands (void)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (subcommands); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", subcommands[i].name);
  return g_string_free (list, FALSE);
}

gboolean
cli_wants (int argc, char **argv)
{
  /* "--": what follows is a file, whatever it is called. */
  return argc > 1 && strcmp (argv[1], "--") != 0 &&
         (argv[1][0] == '-' || find (argv[1]) != NULL ||
          !g_file_test (argv[1], G_FILE_TEST_EXISTS));
}

static int
run (int argc, char **argv)
{
  const Subcommand *subcommand = argc > 1 ? find (argv[1]) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;

  if (subcommand != NULL)
    return subcommand->run (argc - 1, argv + 1);
  if (argc > 1 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0))
    {
      print_help ();
      return CLI_DONE;
    }
  if (argc > 1 && strcmp (argv[1], "--version") == 0)
    {
      g_print ("plateau " PLATEAU_VERSION "\n");
      return CLI_DONE;
    }
  list = list_subcommands ();
  g_set_error (&error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("%s: no such file or subcommand; allowed are %s, --help, --version"),
               argc > 1 ? argv[1] : "", list);
  return cli_report (error);
}

int
cli_main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  num_init ();
  model_input_file_remember ();
  status = run (argc, argv);
  /* What g_print() could not write it does not tell. */
  if (status != CLI_DONE || (fflush (stdout) == 0 && !ferror (stdout)))
    return status;
  g_set_error_literal (&error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                       _ ("standard output: cannot be written"));
  return cli_report (error);
}

int
cli_report (const GError *error)
{
  g_autofree char *message = model_message_clean (error->message, LONGEST_MESSAGE);

  g_printerr ("plateau: %s\n", message);
  return error->domain == CLI_ERROR ||
                 (error->domain == DIGITS_ERROR && error->code == DIGITS_ERROR_OPTION) ||
                 (error->domain == MODEL_ERROR && error->code != MODEL_ERROR_MEMORY)
             ? CLI_WRONG_USAGE
             : CLI_FAILED;
}
