/* Numbers are kept as they are, to the bit: base64 of doubles of this machine. */
#include "app/digits/digits_kept.h"

#include "digits/preview.h"
#include "model/experiment/key_file.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define GROUP "digits page"
#define PLAN "plan"
#define RUN "run"
#define ROWS "rows"
#define ENDED "ended"
#define REASON "reason"
#define OF_TABLE "of_table"
#define TABLE "table"
#define CELLS "cells"

enum
{
  ROW_NUMBERS = sizeof (DigitsRow) / sizeof (double),
  CELL_NUMBERS = 4,
  MOST_ROWS = 100000, /* of what is kept: six megabytes */
  SPARE_ROWS = 8      /* of them, for the ends and what is around the times */
};

static void
put_numbers (GKeyFile *file, const char *key, const double *numbers, gsize n)
{
  g_autofree char *text = g_base64_encode ((const guchar *) numbers, n * sizeof *numbers);

  g_key_file_set_value (file, GROUP, key, text);
}

static void
put_plan (GKeyFile *file, const char *key, const DigitsPlan *plan)
{
  g_autofree char *text = digits_plan_to_text (plan);

  g_key_file_set_string (file, GROUP, key, text);
}

/* Whether a time lies between a row and one of its neighbours. */
static gboolean
is_beside (const DigitsState *state, int i, double time)
{
  const DigitsRow *row = &state->rows[i];

  return (row->epoch <= time && i + 1 < state->n_rows && row[1].epoch >= time) ||
         (row->epoch >= time && i > 0 && row[-1].epoch <= time);
}

/* Evenly many rows of a run that has too many, and those that its times are read from. Owned by the
 * caller. */
static DigitsRow *
thin_rows (const DigitsState *state, gsize *n)
{
  const int stride = (state->n_rows - 1) / (MOST_ROWS - SPARE_ROWS) + 1;
  const double threshold = state->options.values[DIGITS_KEY_THRESHOLD];
  const double times[] = {
    digits_record_find_time (state->rows, state->n_rows, DIGITS_SEES_A, threshold),
    digits_record_find_time (state->rows, state->n_rows, DIGITS_SEES_B, threshold),
  };
  DigitsRow *rows = g_new (DigitsRow, MOST_ROWS);

  *n = 0;
  for (int i = 0; i < state->n_rows; i++)
    if (i % stride == 0 || i + 1 == state->n_rows || is_beside (state, i, times[0]) ||
        is_beside (state, i, times[1]))
      rows[(*n)++] = state->rows[i];
  return rows;
}

/* Whether all of them were kept. */
static gboolean
put_rows (GKeyFile *file, const DigitsState *state)
{
  const gboolean fit = state->n_rows <= MOST_ROWS;
  gsize n = (gsize) state->n_rows;
  g_autofree DigitsRow *thinned = fit ? NULL : thin_rows (state, &n);

  put_numbers (file, ROWS, (const double *) (fit ? state->rows : thinned), n * ROW_NUMBERS);
  return fit;
}

/* One with rows left out comes back as one that was stopped: it is not the run as it is trained. */
static void
put_run (GKeyFile *file, const DigitsState *state)
{
  DigitsPlan plan;
  gboolean whole;

  if (state->n_rows == 0)
    return;
  digits_plan_init_run (&plan, state);
  put_plan (file, RUN, &plan);
  whole = put_rows (file, state);
  g_key_file_set_boolean (file, GROUP, ENDED, whole && state->phase == DIGITS_STATE_FINISHED);
  if (whole && state->phase == DIGITS_STATE_DIVERGED && state->message != NULL)
    g_key_file_set_string (file, GROUP, REASON, state->message);
  if (state->in_table)
    g_key_file_set_boolean (file, GROUP, OF_TABLE, TRUE);
}

static void
put_table (GKeyFile *file, const DigitsState *state)
{
  const DigitsTable *table = &state->table;
  const int n = table->fusions * table->seeds;
  g_autofree double *numbers = NULL;
  DigitsPlan plan;

  if (table->seeds == 0)
    return;
  digits_plan_init_table (&plan, state);
  put_plan (file, TABLE, &plan);
  numbers = g_new (double, (gsize) n *CELL_NUMBERS);
  for (int i = 0; i < n; i++)
    {
      const DigitsCell *cell = &table->cells[i / table->seeds][i % table->seeds];
      const double kept[CELL_NUMBERS] = { cell->done, cell->times[0], cell->times[1], cell->ratio };

      memcpy (numbers + i * CELL_NUMBERS, kept, sizeof kept);
    }
  put_numbers (file, CELLS, numbers, (gsize) n * CELL_NUMBERS);
}

static void
save (gpointer page, GKeyFile *file)
{
  const DigitsState *state = app_digits_page_get_state (page);

  put_plan (file, PLAN, app_digits_page_get_plan (page));
  put_run (file, state);
  put_table (file, state);
}

static gboolean
refuse (const char *key, GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[%s] %s: not what a session has"), GROUP,
               key);
  return FALSE;
}

/* FALSE, without an error, where there is none. */
static gboolean
read_plan (GKeyFile *file, const char *key, DigitsPlan *plan, GError **error)
{
  g_autofree char *text = NULL;

  if (!g_key_file_has_key (file, GROUP, key, NULL))
    return FALSE;
  text = model_key_file_dup_string (file, GROUP, key, error);
  return text != NULL && digits_plan_from_text (plan, text, error);
}

/* A multiple of so many numbers, owned by the caller; NULL where they are none. */
static double *
read_numbers (GKeyFile *file, const char *key, gsize multiple, gsize *n, GError **error)
{
  g_autofree char *text = g_key_file_get_value (file, GROUP, key, NULL);
  gsize size = 0;
  g_autofree guchar *bytes = text != NULL ? g_base64_decode (text, &size) : NULL;

  *n = size / sizeof (double);
  if (size > 0 && size % (multiple * sizeof (double)) == 0)
    return (double *) (gpointer) g_steal_pointer (&bytes);
  refuse (key, error);
  return NULL;
}

static gboolean
is_share (double value)
{
  return value >= 0 && value <= 1;
}

/* In increasing epoch; losses are any number that is none of the infinities. */
static gboolean
check_rows (const DigitsRow *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const DigitsRow *row = &rows[i];
      gboolean ok = isfinite (row->epoch) && row->epoch >= 0 && isfinite (row->loss) &&
                    !isinf (row->train_loss) && (i == 0 || row->epoch > rows[i - 1].epoch);

      for (gsize sight = 0; sight < G_N_ELEMENTS (row->accuracy); sight++)
        ok = ok && is_share (row->accuracy[sight]);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_rows (GKeyFile *file, DigitsState *state, GError **error)
{
  gsize n;
  g_autofree double *numbers = read_numbers (file, ROWS, ROW_NUMBERS, &n, error);

  if (numbers == NULL)
    return FALSE;
  n /= ROW_NUMBERS;
  if (n > MOST_ROWS || !check_rows ((const DigitsRow *) numbers, n))
    return refuse (ROWS, error);
  state->rows = (DigitsRow *) g_steal_pointer (&numbers);
  state->n_rows = (int) n;
  return TRUE;
}

static gboolean
take_truth (GKeyFile *file, const char *key)
{
  return g_key_file_get_boolean (file, GROUP, key, NULL);
}

static void
set_phase (GKeyFile *file, DigitsState *state)
{
  state->phase = take_truth (file, ENDED) ? DIGITS_STATE_FINISHED : DIGITS_STATE_STOPPED;
  if (!g_key_file_has_key (file, GROUP, REASON, NULL))
    return;
  state->message = model_key_file_dup_string (file, GROUP, REASON, NULL);
  state->phase = state->message != NULL ? DIGITS_STATE_DIVERGED : DIGITS_STATE_STOPPED;
}

/* NULL where there is no run, or a wrong one. */
static DigitsState *
read_run (GKeyFile *file, GError **error)
{
  DigitsPlan plan;
  g_autoptr (DigitsState) state = NULL;

  if (!read_plan (file, RUN, &plan, error))
    return NULL;
  state = digits_state_new (&plan.options);
  state->folder = plan.folder;
  state->pieces = MAX (plan.pieces, 0);
  if (!read_rows (file, state, error))
    return NULL;
  set_phase (file, state);
  state->in_table = take_truth (file, OF_TABLE);
  state->progress =
      state->phase == DIGITS_STATE_FINISHED
          ? 1
          : fmin (state->rows[state->n_rows - 1].epoch / plan.options.values[DIGITS_KEY_EPOCHS], 1);
  if (plan.folder == NULL)
    state->samples = digits_preview_new (&plan.options, NULL, DIGITS_STATE_SAMPLES, NULL);
  return g_steal_pointer (&state);
}

static gboolean
read_table (GKeyFile *file, DigitsState *state, GError **error)
{
  g_autofree double *numbers = NULL;
  DigitsPlan plan;
  int fusions;
  gsize n;

  if (!read_plan (file, TABLE, &plan, error))
    return FALSE;
  fusions = digits_options_count_fusions (&plan.options);
  numbers = read_numbers (file, CELLS, CELL_NUMBERS, &n, error);
  if (numbers == NULL)
    return FALSE;
  if (plan.seeds == 0 || n != (gsize) fusions * (gsize) plan.seeds * CELL_NUMBERS)
    return refuse (CELLS, error);
  state->table_options = plan.options;
  state->table_folder = plan.folder;
  digits_table_init (&state->table, plan.options.model, fusions, plan.seeds);
  for (int i = 0; i < fusions * plan.seeds; i++)
    {
      const double *kept = numbers + i * CELL_NUMBERS;

      state->table.cells[i / plan.seeds][i % plan.seeds] =
          (DigitsCell){ kept[0] == 1, { kept[1], kept[2] }, kept[3] };
    }
  return TRUE;
}

/* The first problem is told. */
static void
restore_all (AppDigitsPage *page, GKeyFile *file, GError **error)
{
  g_autoptr (GError) in_run = NULL, in_table = NULL;
  DigitsPlan plan;
  DigitsState *state;

  if (read_plan (file, PLAN, &plan, error))
    app_digits_page_set_plan (page, &plan);
  state = read_run (file, &in_run);
  if (state == NULL && g_key_file_has_key (file, GROUP, TABLE, NULL))
    state = digits_state_new (&app_digits_page_get_plan (page)->options);
  if (state != NULL)
    {
      read_table (file, state, &in_table);
      app_digits_page_show (page, state);
    }
  if (in_run == NULL)
    in_run = g_steal_pointer (&in_table);
  if (in_run != NULL && *error == NULL)
    g_propagate_error (error, g_steal_pointer (&in_run));
}

static gboolean
restore (gpointer page, GKeyFile *file, GError **error)
{
  static const char *const keys[] = { PLAN, RUN, ROWS, ENDED, REASON, OF_TABLE, TABLE, CELLS };
  GError *problem = NULL;

  restore_all (page, file, &problem);
  app_undo_clear (app_digits_page_get_undo (page));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_key_file_remove_key (file, GROUP, keys[i], NULL);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

const AppAutosavePart app_digits_kept_part = { save, restore };

gboolean
app_digits_kept_is_due (const DigitsState *state, int rows_before)
{
  return state->phase != DIGITS_STATE_TRAINING || state->n_rows < rows_before ||
         state->n_rows > rows_before + rows_before / 32;
}
