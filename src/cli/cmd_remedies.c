/* `plateau remedies`: what helps an experiment, theory and run, as a table or as JSON. */
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "num/number.h"
#include "study/remedies/remedies.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
add_values (GString *json, const char *name, const double *values)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append_printf (json, ", \"%s\": {", name);
  for (int i = 0; i < STUDY_REMEDY_N_VALUES; i++)
    g_string_append_printf (json, "%s\"%s\": %s", i > 0 ? ", " : "",
                            study_remedy_value_get_name (i),
                            isfinite (values[i]) ? num_number_format (values[i], number) : "null");
  g_string_append_c (json, '}');
}

static char *
format_json (const GArray *rows)
{
  GString *json = g_string_new ("{\n  \"version\": \"" PLATEAU_VERSION "\",\n  \"remedies\": [\n");

  for (guint i = 0; i < rows->len; i++)
    {
      const StudyRemedy *row = &g_array_index (rows, StudyRemedy, i);

      g_string_append_printf (json, "    { \"name\": \"%s\", \"trusted\": %s, \"diverged\": %s",
                              row->name, row->trusted ? "true" : "false",
                              row->diverged ? "true" : "false");
      add_values (json, "theory", row->theory);
      add_values (json, "run", row->run);
      g_string_append_printf (json, " }%s\n", i + 1 < rows->len ? "," : "");
    }
  g_string_append (json, "  ]\n}\n");
  return g_string_free (json, FALSE);
}

static void
add_cell (GString *text, double value)
{
  g_autofree char *cell = isnan (value)   ? g_strdup ("-")
                          : isinf (value) ? g_strdup ("never")
                          : value < 1e-12 ? g_strdup ("0")
                                          : g_strdup_printf ("%.4g", value);

  g_string_append_printf (text, " %14s", cell);
}

/* Names of columns and rows are part of the output's format: not translated. */
static char *
format_text (const GArray *rows)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%-13s %-6s", "remedy", "by");
  for (int i = 0; i < STUDY_REMEDY_N_VALUES; i++)
    g_string_append_printf (text, " %14s", study_remedy_value_get_name (i));
  g_string_append_c (text, '\n');
  for (guint i = 0; i < rows->len; i++)
    {
      const StudyRemedy *row = &g_array_index (rows, StudyRemedy, i);

      for (int run = 0; run < 2; run++)
        {
          g_string_append_printf (text, "%-13s %-6s", run ? "" : row->name,
                                  run            ? "run"
                                  : row->trusted ? "theory"
                                                 : "(line)");
          for (int v = 0; v < STUDY_REMEDY_N_VALUES; v++)
            add_cell (text, run ? row->run[v] : row->theory[v]);
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}

static gboolean
parse_sort (const char *name, StudyRemedyValue *sort, GError **error)
{
  g_autoptr (GString) all = NULL;

  *sort = STUDY_REMEDY_RATIO;
  if (name == NULL || study_remedy_value_find (name, sort))
    return TRUE;
  all = g_string_new (NULL);
  for (int i = 0; i < STUDY_REMEDY_N_VALUES; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", study_remedy_value_get_name (i));
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("--sort %s: allowed is one of %s"), name,
               all->str);
  return FALSE;
}

int
cli_remedies (int argc, char **argv)
{
  const char *output = NULL, *json = NULL, *sort = NULL, *help = NULL;
  const CliOption options[] = {
    { "sort", 0, FALSE, &sort, "COLUMN",
      N_ ("what the rows are sorted by: ratio (if not given), t_a, t_b, plateau_loss, final_loss, "
          "bias, generalisation, cost") },
    { "json", 0, TRUE, &json, NULL, N_ ("one JSON object instead of lines of text") },
    { "output", 'o', FALSE, &output, "FILE", N_ ("file to write; standard output if not given") },
    { "help", 'h', TRUE, &help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autofree char *text = NULL;
  FigureProvenance file;
  StudyRemedyValue value;

  if (!cli_flags_parse (argc, argv, options, &file, NULL, &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print ("%s\n\n",
               _ ("plateau remedies [FILE] [--KEY VALUE]... [--sort COLUMN] [--json] [-o FILE]\n"
                  "What helps? Trains the experiment with each remedy, and says what theory\n"
                  "predicts: times of A and B, their ratio, losses, what the solution is off by,\n"
                  "what it costs. (line): theory, of which a prediction's limits are exceeded."));
      cli_flags_print_help (options, TRUE);
      return CLI_DONE;
    }
  if (!parse_sort (sort, &value, &error) || !cli_output_check (output, &error))
    return cli_report (error);
  rows = study_remedies_compute (&file.run.experiment, value, NULL, &error);
  if (rows == NULL)
    return cli_report (error);
  text = json != NULL ? format_json (rows) : format_text (rows);
  return cli_output_write (output, text, &error) ? CLI_DONE : cli_report (error);
}
