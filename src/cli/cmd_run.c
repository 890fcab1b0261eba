/* `plateau run`: trains an experiment and writes its history as CSV. */
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/save.h"
#include "figure/figure_csv.h"
#include "model/network/learning_rate.h"
#include "num/number.h"
#include "run/recipe_training.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
append_end (GString *text, const ModelSnapshot *snapshot)
{
  gint64 last = model_snapshot_last_epoch (snapshot);

  if (snapshot->reason != NULL)
    g_string_append_printf (text, "# %s\n", snapshot->reason);
  else if (snapshot->status == MODEL_TRAINER_LEARNED)
    g_string_append_printf (text, "# learned at epoch %" G_GINT64_FORMAT "\n", last);
}

static char *
format_csv (const ModelSnapshot *snapshot,
            const StudyBalance *balance,
            const FigureProvenance *file)
{
  g_autofree char *mode = model_snapshot_describe_width (snapshot);
  g_autoptr (FigureTable) table = figure_table_new (INFINITY);
  GString *text = g_string_new (NULL);
  char number[NUM_NUMBER_SIZE];

  figure_provenance_append_comment (file, text);
  g_string_append_printf (text, "# initial scale u0 = %s\n",
                          num_number_format (snapshot->init_scale, number));
  if (model_experiment_get (&snapshot->experiment, MODEL_LEARNING_RATE) == 0 &&
      snapshot->learning_rate != MODEL_LEARNING_RATE_PLAIN)
    g_string_append_printf (text, "# learning rate eta = %s\n",
                            num_number_format (snapshot->learning_rate, number));
  g_string_append_printf (text, "# %s\n", mode);
  append_end (text, snapshot);
  figure_table_add (table, snapshot->history, snapshot->has_generalisation, NULL);
  if (balance != NULL)
    figure_table_add_balance (table, balance);
  figure_table_write (&table, 1, NULL, text);
  return g_string_free (text, FALSE);
}

/* The same in every language: programs read it, too. */
static char *
format_plain_csv (ModelTrainer *trainer, gboolean balance, const FigureProvenance *file)
{
  const locale_t before = num_number_enter_c_locale ();
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
  g_autoptr (StudyBalance) curves =
      balance ? study_balance_new (trainer, file->run.is_fork ? file->run.fork : 0, NULL) : NULL;
  char *csv = format_csv (snapshot, curves, file);

  uselocale (before);
  return csv;
}

/* What else is asked for; NULL: it is not. */
typedef struct
{
  const char *samples, *weights, *epoch; /* files, and a number */
  const char *balance;                   /* columns more */
} Saves;

/* Asked before the run, not after it. */
static gboolean
check_files (const char *path, const Saves *saves, GError **error)
{
  const char *paths[] = { path, saves->samples, saves->weights };

  if (saves->weights != NULL && !cli_save_check_weights (saves->weights, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    if (!cli_output_check (paths[i], error))
      return FALSE;
  return TRUE;
}

/* The epoch to save; -1 with an error. */
static gint64
find_epoch (const Saves *saves, const FigureProvenance *file, gint64 last, GError **error)
{
  const gint64 first = file->run.is_fork ? file->run.fork : 0;
  gint64 epoch = last;

  if (saves->epoch == NULL ||
      g_ascii_string_to_signed (saves->epoch, 10, first, last, &epoch, NULL))
    return epoch;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("--save-epoch %s: allowed is a whole number from %.0f to %.0f"), saves->epoch,
               (double) first, (double) last);
  return -1;
}

static gboolean
save_weights (const FigureProvenance *file,
              const Saves *saves,
              const ModelTrainer *trainer,
              GError **error)
{
  const gint64 epoch = find_epoch (saves, file, model_trainer_get_epoch (trainer), error);
  g_autoptr (ModelNetwork) network = NULL;

  if (epoch < 0)
    return FALSE;
  network = model_trainer_seek (trainer, epoch, NULL);
  return cli_save_weights (network, saves->weights, error);
}

static gboolean
train_and_write (const FigureProvenance *file, const char *path, const Saves *saves, GError **error)
{
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autofree char *csv = NULL;

  if (!check_files (path, saves, error))
    return FALSE;
  if (saves->samples != NULL && !cli_save_samples (&file->run.experiment, saves->samples, error))
    return FALSE;
  trainer = run_train_recipe_to_end (&file->run, NULL, error);
  if (trainer == NULL)
    return FALSE;
  if (saves->weights != NULL && !save_weights (file, saves, trainer, error))
    return FALSE;
  csv = format_plain_csv (trainer, saves->balance != NULL, file);
  return cli_output_write (path, csv, error);
}

int
cli_run (int argc, char **argv)
{
  const char *output = NULL, *help = NULL;
  Saves saves = { NULL };
  const CliOption options[] = {
    { "output", 'o', FALSE, &output, "FILE",
      N_ ("CSV file to write; standard output if not given") },
    { "balance", 0, TRUE, &saves.balance, NULL,
      N_ ("columns more: how far the layers have left their balance, at up to 128 epochs") },
    { "save-samples", 0, FALSE, &saves.samples, "FILE",
      N_ ("CSV file for the samples that it is trained on") },
    { "save-weights", 0, FALSE, &saves.weights, "FILE",
      N_ ("file for the weights: layers in FILE.npz, or all in one row in FILE.npy") },
    { "save-epoch", 0, FALSE, &saves.epoch, "N", N_ ("their epoch; the last if not given") },
    { "help", 'h', TRUE, &help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  FigureProvenance file;

  if (!cli_flags_parse (argc, argv, options, &file, NULL, &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print ("%s\n\n",
               _ ("plateau run [FILE] [--KEY VALUE]... [-o FILE.csv]\n"
                  "Trains the experiment (of FILE, changed by the keys) and writes epoch, "
                  "loss, w_a, w_b."));
      cli_flags_print_help (options, TRUE);
      return CLI_DONE;
    }
  return train_and_write (&file, output, &saves, &error) ? CLI_DONE : cli_report (error);
}
