/* Sizes by path, kept as long as the program runs: a run may outlive the data it was trained on. */
#include "model/data/file_table.h"

#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static GMutex lock; /* guards the table */
static GHashTable *tables;

gboolean
model_file_table_find (const char *path, ModelFileTable *table)
{
  const ModelFileTable *found;

  g_mutex_lock (&lock);
  found = tables != NULL ? g_hash_table_lookup (tables, path) : NULL;
  if (found != NULL)
    *table = *found;
  g_mutex_unlock (&lock);
  return found != NULL;
}

void
model_file_table_set (const char *path, const ModelFileTable *table)
{
  g_mutex_lock (&lock);
  if (tables == NULL)
    tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (tables, g_strdup (path), g_memdup2 (table, sizeof *table));
  g_mutex_unlock (&lock);
}

gsize
model_file_table_count_held_out (const ModelFileTable *self, double share)
{
  return (gsize) round (share * self->n_rows);
}

static gboolean
check_inputs (const ModelFileTable *self, const ModelExperiment *experiment, GError **error)
{
  const int inputs_a = model_experiment_get_int (experiment, MODEL_INPUTS_A);
  const int most = MIN (MODEL_MAX_INPUTS, self->n_columns - 2);
  const int least = MAX (1, self->n_columns - 1 - MODEL_MAX_INPUTS);

  if (inputs_a >= least && inputs_a <= most)
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
               _ ("inputs_a = %d: allowed is %d to %d, for the %d columns of %s"), inputs_a, least,
               most, self->n_columns, model_experiment_get_text (experiment, MODEL_FILE));
  return FALSE;
}

static gboolean
check_share (const ModelFileTable *self, const ModelExperiment *experiment, GError **error)
{
  const double share = model_experiment_get (experiment, MODEL_TEST_SHARE);
  const gsize n = model_file_table_count_held_out (self, share);
  char number[NUM_NUMBER_SIZE];

  if (share == 0 || (n > 0 && n < self->n_rows))
    return TRUE;
  g_set_error (
      error, MODEL_ERROR, MODEL_ERROR_RANGE,
      _ ("test_share = %s: allowed are 0 and shares that leave at least one of the %d rows "
         "of %s to test and one to train on"),
      num_number_format (share, number), (int) self->n_rows,
      model_experiment_get_text (experiment, MODEL_FILE));
  return FALSE;
}

gboolean
model_file_table_check (const ModelFileTable *self,
                        const ModelExperiment *experiment,
                        GError **error)
{
  ModelFileTable loaded;

  if (self == NULL &&
      model_file_table_find (model_experiment_get_text (experiment, MODEL_FILE), &loaded))
    self = &loaded;
  return self == NULL ||
         (check_inputs (self, experiment, error) && check_share (self, experiment, error));
}
