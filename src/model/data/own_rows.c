/* From the rows of a file to those that are trained on, and those held out. */
#include "model/data/own_rows.h"

#include "model/data/file_table.h"
#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LARGEST_SPREAD 10 /* of the columns' standard deviations, that is left as it is */

/* So many rows without putting back, each choice as likely. Owned by the caller. */
static gboolean *
choose_held_out (guint64 seed, gsize n_rows, gsize n)
{
  gboolean *held = g_new0 (gboolean, n_rows);
  g_autofree gsize *order = g_new (gsize, n_rows);
  NumRng *rng = num_rng_new (seed, NUM_STREAM_SPLIT);

  for (gsize i = 0; i < n_rows; i++)
    order[i] = i;
  for (gsize i = 0; i < n; i++)
    {
      const gsize k = MIN (i + (gsize) num_rng_uniform (rng, 0, n_rows - i), n_rows - 1);

      held[order[k]] = TRUE;
      order[k] = order[i];
    }
  num_rng_free (rng);
  return held;
}

static double
get_cell (const ModelCsv *table, gsize row, const ModelTableInput *input)
{
  const double value = table->cell[row * (gsize) table->shape->n_columns + (gsize) input->column];

  return input->category < 0 || isnan (value) ? value : value == input->category;
}

/* The first column that a row lacks, -1: none. */
static int
find_gap (const ModelCsv *table, gsize row, const ModelColumnChoice *columns)
{
  for (int i = 0; i < columns->n[0] + columns->n[1]; i++)
    if (isnan (get_cell (table, row, &columns->input[i])))
      return columns->input[i].column;
  return isnan (get_cell (table, row, &columns->target)) ? columns->target.column : -1;
}

/* Numbers of the rows that have all their cells; NULL where that is refused. Owned. */
static gsize *
find_rows (const ModelCsv *table,
           const ModelExperiment *experiment,
           const ModelColumnChoice *columns,
           gsize *n,
           GError **error)
{
  const char *path = model_experiment_get_text (experiment, MODEL_FILE);
  const gboolean refuses =
      model_experiment_get_int (experiment, MODEL_MISSING) == MODEL_MISSING_REFUSE;
  g_autofree gsize *rows = g_new (gsize, table->shape->n_rows);

  *n = 0;
  for (gsize i = 0; i < table->shape->n_rows; i++)
    {
      const int gap = find_gap (table, i, columns);

      if (gap < 0)
        rows[(*n)++] = i;
      else if (refuses)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                       _ ("%s: line %u, column %d: empty; allowed are numbers, or missing = drop"),
                       path, table->line[i], gap + 1);
          return NULL;
        }
    }
  if (*n > 0 && model_file_table_check_share (*n, experiment, error))
    return g_steal_pointer (&rows);
  if (*n == 0)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("%s: every row lacks a cell of the columns that are used; allowed is to leave "
                    "some columns out"),
                 path);
  return NULL;
}

/* The parts keep the order that their rows have in the file. */
static void
copy_rows (ModelDataset *const parts[],
           const gboolean *held,
           const ModelCsv *table,
           const ModelColumnChoice *columns,
           const gsize *rows,
           gsize n_rows)
{
  const int n = columns->n[0] + columns->n[1];
  gsize next[MODEL_OWN_N_PARTS] = { 0 };

  for (gsize i = 0; i < n_rows; i++)
    {
      const ModelOwnPart part = held[i] ? MODEL_OWN_TEST : MODEL_OWN_TRAINING;
      const gsize row = next[part]++;

      for (int c = 0; c < n; c++)
        parts[part]->x[row * (gsize) n + (gsize) c] = get_cell (table, rows[i], &columns->input[c]);
      parts[part]->y[row] = get_cell (table, rows[i], &columns->target);
    }
}

static void
prepare (const ModelExperiment *experiment,
         ModelDataset *const parts[MODEL_OWN_N_PARTS],
         ModelOwnPreparation *preparation)
{
  const int standardise = model_experiment_get_int (experiment, MODEL_STANDARDISE);

  if (model_experiment_get_int (experiment, MODEL_CENTRE) == MODEL_CENTRE_ON)
    model_dataset_centre (parts[MODEL_OWN_TRAINING], parts[MODEL_OWN_TEST]);
  preparation->spread = model_dataset_compare_spreads (parts[MODEL_OWN_TRAINING]);
  preparation->standardised =
      standardise == MODEL_STANDARDISE_ON ||
      (standardise == MODEL_STANDARDISE_AUTO && preparation->spread > LARGEST_SPREAD);
  if (preparation->standardised)
    model_dataset_standardise (parts[MODEL_OWN_TRAINING], parts[MODEL_OWN_TEST]);
}

gboolean
model_own_rows_make (const ModelCsv *table,
                     const ModelExperiment *experiment,
                     ModelDataset *parts[MODEL_OWN_N_PARTS],
                     ModelOwnPreparation *preparation,
                     GError **error)
{
  ModelColumnChoice columns;
  g_autofree gsize *rows = NULL;
  g_autofree gboolean *held = NULL;
  gsize n, n_test;

  if (!model_column_choice_make (&columns, table->shape, experiment, error))
    return FALSE;
  rows = find_rows (table, experiment, &columns, &n, error);
  if (rows == NULL)
    return FALSE;
  preparation->n_incomplete = table->shape->n_rows - n;
  n_test = model_file_table_count_held_out (n, model_experiment_get (experiment, MODEL_TEST_SHARE));
  held = choose_held_out ((guint64) model_experiment_get (experiment, MODEL_SEED), n, n_test);
  parts[MODEL_OWN_TRAINING] = model_dataset_alloc (columns.n[0], columns.n[1], (int) (n - n_test));
  parts[MODEL_OWN_TEST] = model_dataset_alloc (columns.n[0], columns.n[1], (int) n_test);
  copy_rows (parts, held, table, &columns, rows, n);
  prepare (experiment, parts, preparation);
  return TRUE;
}
