/* The newest CSV file, parsed once: moments and data sets of it are asked for at every move. */
#include "model/own_data.h"

#include "model/csv.h"
#include "num/matrix.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

enum
{
  LEAST_COLUMNS = 3 /* an input of A, one of B, the target */
};

/* What was read last, as long as its key stays the same. A pure function of it, so that the cache
 * changes no result; cache_lock guards all members. */
static GMutex cache_lock;
static struct
{
  const char *path; /* interned */
  gint64 changed[2];
  goffset size;
  ModelCsv *table;
  int inputs_a, centre;
  ModelDataset *data; /* of table, inputs_a and centre; or NULL */
  ModelMoments *moments;
} cache;

static void
forget_data (void)
{
  g_clear_pointer (&cache.data, model_dataset_unref);
  g_clear_pointer (&cache.moments, model_moments_free);
}

/* A file that is gone leaves what was read of it: a run goes on while its file is being saved. */
static ModelCsv *
get_table (const ModelExperiment *experiment, GError **error)
{
  const char *path = model_experiment_get_text (experiment, MODEL_FILE);
  GStatBuf status;
  gboolean found = g_stat (path, &status) == 0;

  if (cache.table != NULL && cache.path == path &&
      (!found || (cache.changed[0] == status.st_mtim.tv_sec &&
                  cache.changed[1] == status.st_mtim.tv_nsec && cache.size == status.st_size)))
    return cache.table;
  forget_data ();
  g_clear_pointer (&cache.table, model_csv_free);
  cache.table = model_csv_load (path, LEAST_COLUMNS, error);
  cache.path = path;
  cache.changed[0] = found ? status.st_mtim.tv_sec : 0;
  cache.changed[1] = found ? status.st_mtim.tv_nsec : 0;
  cache.size = found ? status.st_size : 0;
  return cache.table;
}

static gboolean
check_inputs (const ModelExperiment *experiment, const ModelCsv *table, GError **error)
{
  const int inputs_a = model_experiment_get_int (experiment, MODEL_INPUTS_A);
  const int most = MIN (MODEL_MAX_INPUTS, table->n_columns - 2);
  const int least = MAX (1, table->n_columns - 1 - MODEL_MAX_INPUTS);

  if (inputs_a >= least && inputs_a <= most)
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
               _ ("inputs_a = %d: allowed is %d to %d, for the %d columns of %s"), inputs_a, least,
               most, table->n_columns, model_experiment_get_text (experiment, MODEL_FILE));
  return FALSE;
}

static void
copy_rows (ModelDataset *data, const ModelCsv *table)
{
  const int n = table->n_columns - 1;

  for (gsize i = 0; i < table->n_rows; i++)
    {
      memcpy (data->x + i * n, table->cell + i * (n + 1), n * sizeof (double));
      data->y[i] = table->cell[i * (n + 1) + n];
    }
}

static ModelDataset *
get_data (const ModelExperiment *experiment, GError **error)
{
  const int inputs_a = model_experiment_get_int (experiment, MODEL_INPUTS_A);
  const int centre = model_experiment_get_int (experiment, MODEL_CENTRE);
  const ModelCsv *table = get_table (experiment, error);

  if (table == NULL || !check_inputs (experiment, table, error))
    return NULL;
  if (cache.data != NULL && cache.inputs_a == inputs_a && cache.centre == centre)
    return cache.data;
  forget_data ();
  cache.inputs_a = inputs_a;
  cache.centre = centre;
  cache.data = model_dataset_alloc (inputs_a, table->n_columns - 1 - inputs_a, table->n_rows);
  copy_rows (cache.data, table);
  if (centre == MODEL_CENTRE_ON)
    model_dataset_centre (cache.data);
  return cache.data;
}

gboolean
model_own_data_set_file (ModelExperiment *experiment, const char *path, GError **error)
{
  const gboolean empty = *path == '\0';
  ModelExperiment changed = *experiment;
  const ModelCsv *table;

  if (!model_experiment_set_text (&changed, MODEL_FILE, path, error))
    return FALSE;
  if (empty && model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE)
    model_experiment_set (&changed, MODEL_SOURCE, MODEL_SOURCE_SCALAR, NULL);
  if (!empty)
    {
      g_mutex_lock (&cache_lock);
      table = get_table (&changed, error);
      if (table != NULL && !check_inputs (&changed, table, NULL))
        model_experiment_set (&changed, MODEL_INPUTS_A, (table->n_columns - 1) / 2, NULL);
      g_mutex_unlock (&cache_lock);
      if (table == NULL)
        return FALSE;
      model_experiment_set (&changed, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
    }
  *experiment = changed;
  return TRUE;
}

ModelDataset *
model_own_data_ref_dataset (const ModelExperiment *experiment, GError **error)
{
  ModelDataset *data;

  g_mutex_lock (&cache_lock);
  data = get_data (experiment, error);
  if (data != NULL)
    model_dataset_ref (data);
  g_mutex_unlock (&cache_lock);
  return data;
}

ModelMoments *
model_own_data_dup_moments (const ModelExperiment *experiment, GError **error)
{
  ModelMoments *moments = NULL;
  ModelDataset *data;

  g_mutex_lock (&cache_lock);
  data = get_data (experiment, error);
  if (data != NULL && cache.moments == NULL)
    cache.moments = model_moments_new_for_dataset (data);
  if (data != NULL)
    moments = model_moments_copy (cache.moments);
  g_mutex_unlock (&cache_lock);
  return moments;
}

int
model_own_data_count_inputs_b (const ModelExperiment *experiment)
{
  const ModelCsv *table;
  int n = 1;

  g_mutex_lock (&cache_lock);
  table = get_table (experiment, NULL);
  if (table != NULL && check_inputs (experiment, table, NULL))
    n = table->n_columns - 1 - model_experiment_get_int (experiment, MODEL_INPUTS_A);
  g_mutex_unlock (&cache_lock);
  return n;
}

GStrv
model_own_data_dup_names (const ModelExperiment *experiment)
{
  const ModelCsv *table;
  GStrv names = NULL;

  g_mutex_lock (&cache_lock);
  table = get_table (experiment, NULL);
  if (table != NULL)
    names = g_strdupv (table->names);
  g_mutex_unlock (&cache_lock);
  return names;
}
