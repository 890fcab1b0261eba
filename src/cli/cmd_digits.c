/* `plateau digits`: trains on noisy digits; the recording, or a table of time ratios, as CSV. */
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "digits/source.h"
#include "digits/table_text.h"
#include "digits/table_training.h"
#include "figure/figure_digits.h"
#include "figure/figure_list.h"
#include "figure/file/figure_file.h"
#include "model/data/input_file.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

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
      N_ ("every fusion layer with several seeds: the times and their ratio; with -o, runs that "
          "the "
          "file has already are not trained again") },
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

  if (text != NULL && (!num_number_parse (text, &value) || value < 1 ||
                       value > DIGITS_TABLE_MAX_SEEDS || value != floor (value)))
    return refuse (error, "--seeds", text, "1..100");
  *seeds = value;
  return TRUE;
}

/* What would be passed over in silence: an empty variable of a script, seeds of no table. */
static gboolean
check_words (const Arguments *arguments, GError **error)
{
  const char *empty = NULL;

  if (arguments->data != NULL && *arguments->data == '\0')
    empty = "--data";
  else if (arguments->output != NULL && *arguments->output == '\0')
    empty = "--output";
  if (empty != NULL)
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "%s: %s", empty, _ ("needs a value"));
  else if (arguments->seeds != NULL && arguments->table == NULL)
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("--seeds: belongs to --table"));
  else
    return TRUE;
  return FALSE;
}

static char *
describe (const DigitsTraining *training)
{
  int n;
  const DigitsRow *rows = digits_training_get_rows (training, &n);

  if (n == 0)
    return NULL;
  return g_strdup_printf (_ (", accuracy %.3f, A %.3f, B %.3f"),
                          rows[n - 1].accuracy[DIGITS_SEES_BOTH],
                          rows[n - 1].accuracy[DIGITS_SEES_A], rows[n - 1].accuracy[DIGITS_SEES_B]);
}

/* Until the run is over, or nothing more is wanted of it. */
static DigitsStatus
train (DigitsTraining *training, int epochs, gboolean until_known)
{
  g_autoptr (CliProgress) bar = cli_progress_new (_ ("epoch"));
  const gint64 begin = g_get_monotonic_time ();
  DigitsStatus status;

  while ((status = digits_training_advance (training, NULL)) == DIGITS_RUNNING &&
         !(until_known && digits_training_is_known (training)))
    {
      const double part = digits_training_get_progress (training);
      const double seconds = (g_get_monotonic_time () - begin) / (double) G_USEC_PER_SEC;
      g_autofree char *note = describe (training);

      cli_progress_update (bar, (int) (part * epochs), epochs,
                           part > 0 ? seconds / part * (1 - part) : INFINITY, note);
    }
  return status;
}

/* The recording as the digits page exports it: it opens there. */
static gboolean
write_run (const Arguments *arguments,
           const DigitsOptions *options,
           DigitsImages *images,
           GError **error)
{
  g_autoptr (DigitsTraining) training = digits_training_new (options, images, 0, error);
  g_autoptr (DigitsState) state = NULL;
  g_autoptr (FigureData) data = NULL;
  g_autofree char *folder = NULL, *text = NULL;
  DigitsStatus status;

  if (training == NULL)
    return FALSE;
  status = train (training, digits_options_get_int (options, DIGITS_KEY_EPOCHS),
                  arguments->known != NULL);
  state = digits_state_new (options);
  if (arguments->data != NULL)
    folder = g_canonicalize_filename (arguments->data, NULL);
  state->folder = g_intern_string (folder);
  digits_state_read (state, training);
  if (status == DIGITS_FINISHED)
    state->phase = DIGITS_STATE_FINISHED;
  if (state->message != NULL)
    g_printerr ("plateau: %s\n", state->message);
  data = figure_data_new_digits (&figure_digits_run, state);
  text = figure_to_csv (data);
  return cli_output_write (arguments->output, text, error);
}

/* A table that is being filled; the file always has what is done. */
typedef struct
{
  const Arguments *arguments;
  const DigitsOptions *options;
  CliProgress *bar;
} Table;

static void
progress_cb (DigitsTraining *training, const DigitsTableWork *work, gpointer data)
{
  const Table *self = data;
  g_autofree char *note = describe (training);

  cli_progress_update (self->bar, work->done, work->wanted, work->seconds_left, note);
}

static gboolean
entered_cb (const DigitsTable *table,
            DigitsTraining *training,
            const DigitsTableWork *work,
            gpointer data,
            GError **error)
{
  const Table *self = data;
  g_autofree char *text = NULL;

  if (self->arguments->output == NULL)
    return TRUE;
  text = digits_table_format (table, self->options, self->arguments->data);
  return cli_output_write (self->arguments->output, text, error);
}

static gboolean
fill_table (const Arguments *arguments,
            const DigitsOptions *options,
            int seeds,
            DigitsImages *images,
            GError **error)
{
  g_autoptr (CliProgress) bar = cli_progress_new (_ ("table"));
  Table self = { arguments, options, bar };
  const DigitsTableWatch watch = { progress_cb, entered_cb, &self };
  g_autofree char *before = NULL, *text = NULL;
  DigitsTable table;

  digits_table_init (&table, options->model, digits_options_count_fusions (options), seeds);
  /* Of the same options: it goes on; anything else is written over, as ever. */
  if (arguments->output != NULL)
    before = model_input_file_read_text (arguments->output, DIGITS_TABLE_MAX_BYTES, NULL);
  if (before != NULL)
    digits_table_parse (&table, before, options, arguments->data);
  if (!digits_table_train (&table, options, images, NULL, &watch, error))
    return FALSE;
  text = digits_table_format (&table, options, arguments->data);
  return cli_output_write (arguments->output, text, error);
}

static gboolean
train_and_write (const Arguments *arguments,
                 const DigitsOptions *options,
                 int seeds,
                 GError **error)
{
  g_autoptr (DigitsImages) images = NULL;

  /* What is wrong whatever the images are, before they are read. */
  if (!digits_options_validate (options, DIGITS_IDX_MAX_SIDE, error))
    return FALSE;
  images = digits_source_open (arguments->data, options, error);
  if (images == NULL || !digits_options_validate (options, images->side, error) ||
      !cli_output_check (arguments->output, error))
    return FALSE;
  return arguments->table != NULL ? fill_table (arguments, options, seeds, images, error)
                                  : write_run (arguments, options, images, error);
}

int
cli_digits (int argc, char **argv)
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
      !read_model (arguments.model, &model, &error) || !check_words (&arguments, &error))
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
