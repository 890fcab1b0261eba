/* Shapes by path, kept as long as the program runs: a run may outlive the data it was trained on.
 */
#include "model/data/file_table.h"

#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static GMutex lock; /* guards the tables */
static GHashTable *tables[MODEL_DECIMAL_COMMA + 1];

ModelTableShape *
model_file_table_find (const ModelExperiment *experiment)
{
  const char *path = model_experiment_get_text (experiment, MODEL_FILE);
  GHashTable *of_decimal;
  ModelTableShape *found = NULL;

  g_mutex_lock (&lock);
  of_decimal = tables[model_experiment_get_int (experiment, MODEL_DECIMAL)];
  if (of_decimal != NULL)
    found = g_hash_table_lookup (of_decimal, path);
  if (found != NULL)
    model_table_shape_ref (found);
  g_mutex_unlock (&lock);
  return found;
}

void
model_file_table_set (const char *path, int decimal, ModelTableShape *shape)
{
  g_mutex_lock (&lock);
  if (tables[decimal] == NULL)
    tables[decimal] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) model_table_shape_unref);
  g_hash_table_insert (tables[decimal], g_strdup (path), model_table_shape_ref (shape));
  g_mutex_unlock (&lock);
}

gsize
model_file_table_count_held_out (gsize n_rows, double share)
{
  return (gsize) round (share * n_rows);
}

gboolean
model_file_table_check_share (gsize n_rows, const ModelExperiment *experiment, GError **error)
{
  const double share = model_experiment_get (experiment, MODEL_TEST_SHARE);
  const gsize n = model_file_table_count_held_out (n_rows, share);
  char number[NUM_NUMBER_SIZE];

  if (share == 0 || (n > 0 && n < n_rows))
    return TRUE;
  g_set_error (
      error, MODEL_ERROR, MODEL_ERROR_RANGE,
      _ ("test_share = %s: allowed are 0 and shares that leave at least one of the %d rows "
         "of %s to test and one to train on"),
      num_number_format (share, number), (int) n_rows,
      model_experiment_get_text (experiment, MODEL_FILE));
  return FALSE;
}

gboolean
model_file_table_check (const ModelTableShape *shape,
                        const ModelExperiment *experiment,
                        GError **error)
{
  g_autoptr (ModelTableShape) loaded = shape == NULL ? model_file_table_find (experiment) : NULL;
  ModelColumnChoice choice;

  if (shape == NULL)
    shape = loaded;
  return shape == NULL || (model_column_choice_make (&choice, shape, experiment, error) &&
                           model_file_table_check_share (shape->n_rows, experiment, error));
}
