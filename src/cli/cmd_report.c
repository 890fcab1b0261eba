/* `plateau report`: data in words and numbers, before a network is trained on them. */
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "num/number.h"
#include "study/report/data_report.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Infinite times are null: JSON has no word for them. */
static void
add_number (GString *json, const char *name, double value)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append_printf (json, "\"%s\": %s", name,
                          isfinite (value) ? num_number_format (value, number) : "null");
}

static void
add_numbers (GString *json, const char *name, const double *values, int n)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append_printf (json, ",\n  \"%s\": [", name);
  for (int i = 0; i < n; i++)
    g_string_append_printf (json, "%s%s", i > 0 ? ", " : "",
                            isfinite (values[i]) ? num_number_format (values[i], number) : "null");
  g_string_append_c (json, ']');
}

static void
add_text (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, ",\n  \"%s\": \"", name);
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '"' || *c == '\\')
      g_string_append_printf (json, "\\%c", *c);
    else if ((guchar) *c < ' ')
      g_string_append_printf (json, "\\u%04x", *c);
    else
      g_string_append_c (json, *c);
  g_string_append_c (json, '"');
}

static void
add_phase (GString *json, const StudyDataPhase *phase)
{
  g_string_append_printf (json, "    { \"depth\": %d, \"fusion\": %d, ", phase->depth,
                          phase->fusion);
  add_number (json, "t_a", phase->t[0]);
  g_string_append (json, ", ");
  add_number (json, "t_b", phase->t[1]);
  g_string_append (json, ", ");
  add_number (json, "ratio", phase->ratio);
  g_string_append (json, " }");
}

static char *
format_json (const StudyDataReport *report)
{
  static const char *const orders[] = { [THEORY_ORDER_A_FIRST] = "a",
                                        [THEORY_ORDER_B_FIRST] = "b",
                                        [THEORY_ORDER_TOGETHER] = "together",
                                        [THEORY_ORDER_NOTHING] = "none" };
  const double inputs[] = { report->inputs[0], report->inputs[1] };
  const double rows[] = { report->n_rows, report->n_test };
  const double conditions[] = { report->condition, report->condition_standardised };
  GString *json = g_string_new ("{\n  \"version\": \"" PLATEAU_VERSION "\"");

  add_text (json, "name_a", report->label[0]);
  add_text (json, "name_b", report->label[1]);
  add_text (json, "names_a", report->names[0]);
  add_text (json, "names_b", report->names[1]);
  add_text (json, "target", report->target);
  add_text (json, "notes", report->notes != NULL ? report->notes : "");
  add_numbers (json, "inputs", inputs, 2);
  add_numbers (json, "rows", rows, 2);
  add_numbers (json, "r2", report->r2, 3);
  add_numbers (json, "test_r2", report->test_r2, 3);
  add_numbers (json, "canonical_correlations", report->canonical, report->n_canonical);
  add_numbers (json, "s", report->s, 2);
  add_text (json, "first", orders[report->order]);
  g_string_append_printf (json, ",\n  \"superficial\": %s",
                          report->preference == THEORY_PREFERENCE_A_SUPERFICIAL ||
                                  report->preference == THEORY_PREFERENCE_B_SUPERFICIAL
                              ? "true"
                              : "false");
  g_string_append (json, ",\n  ");
  add_number (json, "over_credit", report->has_over_credit ? report->over_credit.amount : NAN);
  add_numbers (json, "condition", conditions, 2);
  g_string_append (json, ",\n  ");
  add_number (json, "learning_rate", report->learning_rate);
  g_string_append (json, ",\n  \"phases\": [\n");
  for (int i = 0; i < report->n_phases; i++)
    {
      add_phase (json, &report->phase[i]);
      g_string_append (json, i + 1 < report->n_phases ? ",\n" : "\n");
    }
  g_string_append (json, "  ]\n}\n");
  return g_string_free (json, FALSE);
}

int
cli_report_data (int argc, char **argv)
{
  const char *output = NULL, *json = NULL, *help = NULL;
  const CliOption options[] = {
    { "json", 0, TRUE, &json, NULL, N_ ("one JSON object instead of lines of text") },
    { "output", 'o', FALSE, &output, "FILE", N_ ("file to write; standard output if not given") },
    { "help", 'h', TRUE, &help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (StudyDataReport) report = NULL;
  g_autofree char *text = NULL;
  FigureProvenance file;

  if (!cli_flags_parse (argc, argv, options, &file, NULL, &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print ("%s\n\n",
               _ ("plateau report [FILE] [--KEY VALUE]... [--json] [-o FILE]\n"
                  "Says of data, of a table or of an experiment, how strong each modality is,\n"
                  "which is learned first and why, and how long the other one waits."));
      cli_flags_print_help (options, TRUE);
      return CLI_DONE;
    }
  if (!cli_output_check (output, &error))
    return cli_report (error);
  report = study_data_report_new (&file.run.experiment, &error);
  if (report == NULL)
    return cli_report (error);
  text = json != NULL ? format_json (report) : study_data_report_describe (report);
  return cli_output_write (output, text, &error) ? CLI_DONE : cli_report (error);
}
