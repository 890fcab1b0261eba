/* `plateau digits`: trains on noisy digits; the recording, or a table of time ratios, as CSV. */
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "digits/source.h"
#include "digits/training.h"
#include "model/file.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  const char *model, *data, *output, *seeds, *table, *known, *help;
  const char *values[DIGITS_N_KEYS];
} Arguments;

/* The options' table as flags, behind the subcommand's own. */
static void
list_options (Arguments *arguments, CliOption *options)
{
  const CliOption own[] = {
    { "model", 0, FALSE, &arguments->model, "mlp|cnn", N_ ("dense layers, or convolutions (mlp)") },
    { "data", 0, FALSE, &arguments->data, "DIR",
      N_ ("folder with the IDX files of MNIST, .gz too; digits drawn here if not given") },
    { "table", 0, TRUE, &arguments->table, NULL,
      N_ ("every fusion layer with several seeds: the times and their ratio") },
    { "seeds", 0, FALSE, &arguments->seeds, "N", N_ ("seeds of the table, from `seed` on (3)") },
    { "until-known", 0, TRUE, &arguments->known, NULL,
      N_ ("stop once both modalities have reached the threshold") },
    { "output", 'o', FALSE, &arguments->output, "FILE",
      N_ ("CSV file to write; standard output if not given") },
    { "help", 'h', TRUE, &arguments->help, NULL, N_ ("this text") },
  };

  memcpy (options, own, sizeof own);
  options += G_N_ELEMENTS (own);
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    *options++ = (CliOption){ digits_parameter (key)->name, 0,   FALSE,
                              &arguments->values[key],      "X", digits_parameter (key)->help };
  *options = (CliOption){ NULL };
}

#define MAX_OPTIONS (DIGITS_N_KEYS + 8)

static gboolean
refuse (GError **error, const char *flag, const char *text, const char *allowed)
{
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("%s %s: allowed is %s"), flag, text, allowed);
  return FALSE;
}

static gboolean
read_model (const char *text, DigitsModel *model, GError **error)
{
  *model = g_strcmp0 (text, "cnn") == 0 ? DIGITS_CNN : DIGITS_MLP;
  return text == NULL || *model == DIGITS_CNN || strcmp (text, "mlp") == 0 ||
         refuse (error, "--model", text, "mlp, cnn");
}

static gboolean
read_values (const Arguments *arguments, DigitsOptions *options, GError **error)
{
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    {
      const char *text = arguments->values[key];
      double value;

      if (text == NULL)
        continue;
      if (!num_number_parse (text, &value))
        {
          g_autofree char *flag = g_strconcat ("--", digits_parameter (key)->name, NULL);

          return refuse (error, flag, text, _ ("a number"));
        }
      if (!digits_options_set (options, key, value, error))
        return FALSE;
    }
  /* Late fusion, if nobody asks for another. */
  if (arguments->values[DIGITS_KEY_FUSION] == NULL)
    options->values[DIGITS_KEY_FUSION] = digits_options_count_fusions (options);
  return TRUE;
}

static gboolean
read_seeds (const char *text, int *seeds, GError **error)
{
  double value = 3;

  if (text != NULL &&
      (!num_number_parse (text, &value) || value < 1 || value > 100 || value != floor (value)))
    return refuse (error, "--seeds", text, "1..100");
  *seeds = value;
  return TRUE;
}

/* @missing: stands for what is not known */
static void
append_number (GString *text, double value, const char *missing, char end)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append (text, isnan (value) ? missing : num_number_format (value, number));
  g_string_append_c (text, end);
}

static void
append_header (GString *text, const DigitsOptions *options, const char *folder)
{
  g_autofree char *lines = digits_options_to_text (options);
  g_auto (GStrv) line = g_strsplit (lines, "\n", -1);

  g_string_append (text, "# plateau " PLATEAU_VERSION "\n");
  g_string_append_printf (text, "# data = %s\n", folder != NULL ? folder : "drawn");
  for (int i = 0; line[i] != NULL; i++)
    if (line[i][0] != '\0')
      g_string_append_printf (text, "# %s\n", line[i]);
}

static void
append_times (GString *text,
              const DigitsTraining *training,
              const char *before,
              const char *missing,
              char separator)
{
  const double threshold = digits_training_get_options (training)->values[DIGITS_KEY_THRESHOLD];
  int n;
  const DigitsRow *rows = digits_training_get_rows (training, &n);
  const double values[] = { digits_record_find_time (rows, n, DIGITS_SEES_A, threshold),
                            digits_record_find_time (rows, n, DIGITS_SEES_B, threshold),
                            digits_record_find_ratio (rows, n, threshold) };

  g_string_append (text, before);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    append_number (text, values[i], missing, i + 1 < G_N_ELEMENTS (values) ? separator : '\n');
}

static void
append_rows (GString *text, const DigitsTraining *training)
{
  int n;
  const DigitsRow *rows = digits_training_get_rows (training, &n);

  if (digits_training_get_reason (training) != NULL)
    g_string_append_printf (text, "# %s\n", digits_training_get_reason (training));
  append_times (text, training, "# t_a, t_b, ratio: ", "-", ' ');
  g_string_append (text, "epoch,loss,train_loss,accuracy,accuracy_a,accuracy_b\n");
  for (int i = 0; i < n; i++)
    {
      append_number (text, rows[i].epoch, "", ',');
      append_number (text, rows[i].loss, "", ',');
      append_number (text, rows[i].train_loss, "", ',');
      for (int s = 0; s < 3; s++)
        append_number (text, rows[i].accuracy[s], "", s < 2 ? ',' : '\n');
    }
}

/* One line, written over and over, where somebody is looking. */
static void
show_progress (const DigitsTraining *training)
{
  int n;
  const DigitsRow *rows = digits_training_get_rows (training, &n);

  if (n > 0 && isatty (STDERR_FILENO))
    g_printerr ("\r%3.0f %%  %s %d  %.3f  A %.3f  B %.3f ",
                100 * digits_training_get_progress (training), _ ("epoch"), (int) rows[n - 1].epoch,
                rows[n - 1].accuracy[DIGITS_SEES_BOTH], rows[n - 1].accuracy[DIGITS_SEES_A],
                rows[n - 1].accuracy[DIGITS_SEES_B]);
}

static DigitsTraining *
train (const DigitsOptions *options, DigitsImages *images, gboolean until_known, GError **error)
{
  DigitsTraining *training = digits_training_new (options, images, 0, error);

  while (training != NULL && digits_training_advance (training, NULL) == DIGITS_RUNNING)
    {
      show_progress (training);
      if (until_known && digits_training_is_known (training))
        break;
    }
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  return training;
}

static gboolean
append_table (GString *text, DigitsOptions options, int seeds, DigitsImages *images, GError **error)
{
  const int fusions = digits_options_count_fusions (&options);
  const double first = options.values[DIGITS_KEY_SEED];

  g_string_append (text, "fusion,seed,t_a,t_b,ratio\n");
  for (int fusion = 1; fusion <= fusions; fusion++)
    for (int seed = 0; seed < seeds; seed++)
      {
        g_autofree char *before = g_strdup_printf ("%d,%.0f,", fusion, first + seed);

        options.values[DIGITS_KEY_FUSION] = fusion;
        options.values[DIGITS_KEY_SEED] = first + seed;
        g_autoptr (DigitsTraining) training = train (&options, images, TRUE, error);
        if (training == NULL)
          return FALSE;
        append_times (text, training, before, "", ',');
      }
  return TRUE;
}

static gboolean
train_and_write (const Arguments *arguments,
                 const DigitsOptions *options,
                 int seeds,
                 GError **error)
{
  g_autoptr (DigitsImages) images = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (arguments->output != NULL && !model_file_check_writable (arguments->output, error))
    return FALSE;
  /* What is wrong whatever the images are, before they are read. */
  if (!digits_options_validate (options, DIGITS_IDX_MAX_SIDE, error))
    return FALSE;
  images = digits_source_open (arguments->data, options, error);
  if (images == NULL || !digits_options_validate (options, images->side, error))
    return FALSE;
  append_header (text, options, arguments->data);
  if (arguments->table != NULL)
    {
      if (!append_table (text, *options, seeds, images, error))
        return FALSE;
    }
  else
    {
      g_autoptr (DigitsTraining) training =
          train (options, images, arguments->known != NULL, error);
      if (training == NULL)
        return FALSE;
      append_rows (text, training);
    }
  return cli_output_write (arguments->output, text->str, error);
}

int
cli_digits (int argc, char **argv, const CliWindowBench *window)
{
  Arguments arguments = { NULL };
  CliOption options[MAX_OPTIONS];
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;
  DigitsOptions digits;
  DigitsModel model;
  int seeds = 0;

  list_options (&arguments, options);
  if (!cli_flags_parse (argc, argv, options, NULL, &rest, &error) ||
      !cli_flags_refuse_rest (rest, argv[0], &error) ||
      !read_model (arguments.model, &model, &error))
    return cli_report (error);
  if (arguments.help != NULL)
    {
      g_print ("%s\n\n",
               _ ("plateau digits [--model mlp|cnn] [--fusion N] [--data DIR] [-o FILE.csv]\n"
                  "Trains on pairs of noisy digits and writes loss and accuracies, epoch by "
                  "epoch."));
      cli_flags_print_help (options, FALSE);
      return CLI_DONE;
    }
  digits_options_init (&digits, model);
  return read_values (&arguments, &digits, &error) &&
                 read_seeds (arguments.seeds, &seeds, &error) &&
                 train_and_write (&arguments, &digits, seeds, &error)
             ? CLI_DONE
             : cli_report (error);
}
