/* One reader of outside bytes, told by FUZZ_READER when this is compiled, fed by libFuzzer. What is
 * read is written and read again; what is refused is refused in one line that can be shown. */
#include "app/session/session_text.h"
#include "digits/idx.h"
#include "digits/plan.h"
#include "digits/table_text.h"
#include "figure/file/provenance_file.h"
#include "model/data/csv.h"
#include "model/experiment/experiment_text.h"
#include "model/log/training_log.h"
#include "num/matrix.h"
#include "run/sweep_journal.h"
#include "run/sweep_rows.h"
#include "study/log.h"
#include "../sanitize/quark_tables.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHECK(condition)                                                                           \
  do                                                                                               \
    {                                                                                              \
      if (!(condition))                                                                            \
        g_error ("%s:%d: %s", __FILE__, __LINE__, #condition);                                     \
    }                                                                                              \
  while (0)

#define MOST_CELLS 100000 /* of sweeps whose results are made */

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
check_error (GError *error)
{
  CHECK (error != NULL);
  CHECK (*error->message != '\0');
  g_error_free (error);
}

/* Of provenances, messages go to toasts as they are. */
static void
check_line (GError *error)
{
  CHECK (error != NULL && g_utf8_validate (error->message, -1, NULL));
  CHECK (strpbrk (error->message, "\n\r") == NULL && strlen (error->message) < 2000);
  check_error (error);
}

/* The bytes as a file, whose name lasts as long as the process. */
static const char *
put (const guint8 *data, size_t size)
{
  static char *path;
  static int fd;

  if (path == NULL)
    {
      fd = memfd_create ("fuzz", MFD_CLOEXEC);
      path = g_strdup_printf ("/proc/self/fd/%d", fd);
    }
  CHECK (ftruncate (fd, 0) == 0 && pwrite (fd, data, size, 0) == (gssize) size);
  return path;
}

G_GNUC_UNUSED static void
fuzz_experiment (const char *text, const guint8 *data, size_t size)
{
  g_autofree char *again = NULL;
  GError *error = NULL;
  ModelExperiment read, second;

  if (!model_experiment_from_text (&read, text, &error))
    {
      check_error (error);
      return;
    }
  again = model_experiment_to_text (&read);
  CHECK (model_experiment_from_text (&second, again, NULL));
  CHECK (model_experiment_equal (&read, &second));
}

static void
check_stable (const FigureProvenance *read)
{
  g_autofree char *text = figure_provenance_to_text (read), *again = NULL;
  GString *comment = g_string_new (NULL);
  FigureProvenance second;

  CHECK (figure_provenance_from_text (&second, text, NULL));
  again = figure_provenance_to_text (&second);
  CHECK (g_str_equal (text, again));
  figure_provenance_append_comment (read, comment);
  CHECK (figure_provenance_from_bytes (&second, comment->str, comment->len, NULL));
  g_string_free (comment, TRUE);
}

/* Pictures, heads of tables, key files: what the first bytes tell. */
G_GNUC_UNUSED static void
fuzz_provenance (const char *text, const guint8 *data, size_t size)
{
  GError *error = NULL;
  FigureProvenance read;

  if (figure_provenance_from_bytes (&read, (const char *) data, size, &error))
    check_stable (&read);
  else
    check_line (error);
}

G_GNUC_UNUSED static void
fuzz_sweep (const char *text, const guint8 *data, size_t size)
{
  GError *error = NULL;
  g_autoptr (RunSweep) sweep = run_sweep_parse (text, &error);
  g_autoptr (RunSweep) second = NULL;
  g_autofree char *source = NULL, *cell = NULL;

  if (sweep == NULL)
    {
      check_error (error);
      return;
    }
  cell = run_sweep_describe_cell (sweep, sweep->n_cells - 1);
  source = run_sweep_dup_source (sweep, sweep->measure);
  second = run_sweep_parse (source, NULL);
  CHECK (second != NULL && g_str_equal (sweep->text, second->text));
}

G_GNUC_UNUSED static void
fuzz_journal (const char *text, const guint8 *data, size_t size)
{
  const char *path = put (data, size);
  g_autoptr (RunSweepJournal) journal = NULL;
  g_autofree RunSweepResult *results = NULL;
  g_autoptr (RunSweep) sweep = NULL;
  GError *error = NULL;
  int missing;

  if (!run_sweep_journal_merge (&path, 1, "/dev/null", &missing, &error))
    check_error (g_steal_pointer (&error));
  sweep = run_sweep_rows_parse_header (text, NULL);
  if (sweep == NULL || sweep->n_cells > MOST_CELLS)
    return;
  results = g_new0 (RunSweepResult, sweep->n_cells);
  journal = run_sweep_journal_open (path, sweep, (RunSweepShard){ 0, 1 }, results, &error);
  if (journal == NULL)
    check_error (error);
  else
    g_free (run_sweep_journal_format (sweep, (RunSweepShard){ 0, 1 }, results));
}

G_GNUC_UNUSED static void
fuzz_csv (const char *text, const guint8 *data, size_t size)
{
  static const char *const names[2] = { "A", "sound" };
  static const char *const columns[] = { "", "1 2", "step loss acc_a acc_b" };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GError *error = NULL;
      g_autoptr (ModelTrainingLog) log =
          model_training_log_load (put (data, size), columns[i], names, NULL, &error);
      StudyLogStage stages[STUDY_LOG_STAGES];

      if (log == NULL)
        check_line (error);
      else
        CHECK (study_log_find_stages (log->n, log->step, log->curve[MODEL_LOG_LOSS], stages) <=
               STUDY_LOG_STAGES);
    }
  for (int decimal = MODEL_DECIMAL_AUTO; decimal <= MODEL_DECIMAL_COMMA; decimal++)
    {
      GError *error = NULL;
      g_autoptr (ModelCsv) table =
          model_csv_load (put (data, size), decimal, decimal > 0, NULL, NULL, &error);

      if (table == NULL)
        check_line (error);
      else
        CHECK (table->shape->n_columns >= 1 && table->shape->n_rows >= 1);
    }
}

G_GNUC_UNUSED static void
fuzz_idx (const char *text, const guint8 *data, size_t size)
{
  const char *path = put (data, size);
  GError *error = NULL;
  g_autofree guint8 *pixels = NULL, *labels = NULL;
  int n, side;

  pixels = digits_idx_read_images (path, &n, &side, &error);
  if (pixels == NULL)
    check_error (g_steal_pointer (&error));
  labels = digits_idx_read_labels (path, &n, &error);
  if (labels == NULL)
    check_error (error);
}

/* Plans, and tables of the default options. */
G_GNUC_UNUSED static void
fuzz_digits (const char *text, const guint8 *data, size_t size)
{
  GError *error = NULL;
  DigitsOptions options;
  DigitsTable table;
  DigitsPlan plan;

  digits_options_init (&options, DIGITS_MLP);
  digits_table_init (&table, DIGITS_MLP, digits_options_count_fusions (&options), 3);
  if (digits_table_parse (&table, text, &options, NULL))
    g_free (digits_table_format (&table, &options, NULL));
  if (!digits_plan_from_text (&plan, text, &error))
    {
      check_error (error);
      return;
    }
  CHECK (digits_plan_estimate_seconds (&plan) >= 0);
  g_free (digits_plan_to_text (&plan));
}

/* Whatever it is, something is left that can be opened, and written, and read. */
G_GNUC_UNUSED static void
fuzz_session (const char *text, const guint8 *data, size_t size)
{
  GError *problem = NULL, *in_run = NULL;
  g_autoptr (GKeyFile) file = app_session_text_parse ((const char *) data, size, &problem);
  FigureProvenance read;

  if (problem != NULL)
    check_error (problem);
  if (!app_session_text_take_run (file, &read, &in_run))
    return;
  if (in_run != NULL)
    check_error (in_run);
  CHECK (model_recipe_validate (&read.run, NULL));
  check_stable (&read);
  app_session_text_drop_data (&read);
  CHECK (!figure_provenance_needs_data (&read));
  check_stable (&read);
}

/* By abort(), which libFuzzer keeps the input of. */
static void
fail_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0)
    return;
  g_printerr ("%s\n", message);
  abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  num_init ();
  g_log_set_default_handler (fail_cb, NULL);
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  FUZZ_READER (text, data, size);
  return 0;
}
