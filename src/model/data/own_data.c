/* The newest CSV file, parsed once: moments and data sets of it are asked for at every move. */
#include "model/data/own_data.h"

#include "model/data/csv.h"
#include "num/matrix.h"
#include "num/number.h"
#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

enum
{
  LEAST_COLUMNS = 3 /* an input of A, one of B, the target */
};

/* How an experiment takes the rows. */
typedef struct
{
  int inputs_a, centre;
  double share;
  guint64 seed; /* 0 where nothing is held out: it does not matter */
} Choice;

/* What was read last, as long as its key stays the same. A pure function of it, so that the cache
 * changes no result; cache_lock guards all members. */
static GMutex cache_lock;
static struct
{
  const char *path; /* interned */
  gint64 changed[2];
  goffset size;
  ModelCsv *table;
  Choice choice;
  ModelDataset *data[MODEL_OWN_N_PARTS]; /* of table and choice; or NULL */
  ModelMoments *moments[MODEL_OWN_N_PARTS];
} cache;

static void
forget_data (void)
{
  for (int part = 0; part < MODEL_OWN_N_PARTS; part++)
    {
      g_clear_pointer (&cache.data[part], model_dataset_unref);
      g_clear_pointer (&cache.moments[part], model_moments_free);
    }
}

/* A file that is gone leaves what was read of it: a run goes on while its file is being saved.
 * @chosen: by the user, so that messages may repeat what stands there */
static ModelCsv *
get_table (const ModelExperiment *experiment, gboolean chosen, GError **error)
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
  cache.table = model_csv_load (path, LEAST_COLUMNS, chosen, error);
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

static gsize
count_held_out (const Choice *choice, const ModelCsv *table)
{
  return (gsize) round (choice->share * table->n_rows);
}

static gboolean
check_share (const ModelExperiment *experiment,
             const Choice *choice,
             const ModelCsv *table,
             GError **error)
{
  const gsize n = count_held_out (choice, table);
  char share[NUM_NUMBER_SIZE];

  if (choice->share == 0 || (n > 0 && n < table->n_rows))
    return TRUE;
  g_set_error (
      error, MODEL_ERROR, MODEL_ERROR_RANGE,
      _ ("test_share = %s: allowed are 0 and shares that leave at least one of the %d rows "
         "of %s to test and one to train on"),
      num_number_format (choice->share, share), (int) table->n_rows,
      model_experiment_get_text (experiment, MODEL_FILE));
  return FALSE;
}

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

/* The parts keep the order that their rows have in the file. */
static void
copy_rows (ModelDataset *const parts[], const gboolean *held, const ModelCsv *table)
{
  const int n = table->n_columns - 1;
  gsize next[MODEL_OWN_N_PARTS] = { 0 };

  for (gsize i = 0; i < table->n_rows; i++)
    {
      const ModelOwnPart part = held[i] ? MODEL_OWN_TEST : MODEL_OWN_TRAINING;
      const gsize row = next[part]++;

      memcpy (parts[part]->x + row * n, table->cell + i * (n + 1), n * sizeof (double));
      parts[part]->y[row] = table->cell[i * (n + 1) + n];
    }
}

static void
make_data (const Choice *choice, const ModelCsv *table)
{
  const int inputs_b = table->n_columns - 1 - choice->inputs_a;
  const gsize n_test = count_held_out (choice, table);
  g_autofree gboolean *held = choose_held_out (choice->seed, table->n_rows, n_test);

  forget_data ();
  cache.choice = *choice;
  cache.data[MODEL_OWN_TRAINING] =
      model_dataset_alloc (choice->inputs_a, inputs_b, table->n_rows - n_test);
  cache.data[MODEL_OWN_TEST] = model_dataset_alloc (choice->inputs_a, inputs_b, n_test);
  copy_rows (cache.data, held, table);
  if (choice->centre == MODEL_CENTRE_ON)
    model_dataset_centre (cache.data[MODEL_OWN_TRAINING], cache.data[MODEL_OWN_TEST]);
}

static gboolean
is_same (const Choice *a, const Choice *b)
{
  return a->inputs_a == b->inputs_a && a->centre == b->centre && a->share == b->share &&
         a->seed == b->seed;
}

static ModelDataset *
get_data (const ModelExperiment *experiment, ModelOwnPart part, GError **error)
{
  Choice choice = { model_experiment_get_int (experiment, MODEL_INPUTS_A),
                    model_experiment_get_int (experiment, MODEL_CENTRE),
                    model_experiment_get (experiment, MODEL_TEST_SHARE), 0 };
  const ModelCsv *table = get_table (experiment, FALSE, error);

  if (choice.share > 0)
    choice.seed = (guint64) model_experiment_get (experiment, MODEL_SEED);
  if (table == NULL || !check_inputs (experiment, table, error) ||
      !check_share (experiment, &choice, table, error))
    return NULL;
  if (cache.data[part] == NULL || !is_same (&cache.choice, &choice))
    make_data (&choice, table);
  return cache.data[part];
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
      table = get_table (&changed, TRUE, error);
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
model_own_data_ref_dataset (const ModelExperiment *experiment, ModelOwnPart part, GError **error)
{
  ModelDataset *data;

  g_mutex_lock (&cache_lock);
  data = get_data (experiment, part, error);
  if (data != NULL)
    model_dataset_ref (data);
  g_mutex_unlock (&cache_lock);
  return data;
}

ModelMoments *
model_own_data_dup_moments (const ModelExperiment *experiment, ModelOwnPart part, GError **error)
{
  ModelMoments *moments = NULL;
  ModelDataset *data;

  g_mutex_lock (&cache_lock);
  data = get_data (experiment, part, error);
  if (data != NULL && cache.moments[part] == NULL)
    cache.moments[part] = model_moments_new_for_dataset (data);
  if (data != NULL)
    moments = model_moments_copy (cache.moments[part]);
  g_mutex_unlock (&cache_lock);
  return moments;
}

int
model_own_data_count_inputs_b (const ModelExperiment *experiment)
{
  const ModelCsv *table;
  int n = 1;

  g_mutex_lock (&cache_lock);
  table = get_table (experiment, FALSE, NULL);
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
  table = get_table (experiment, FALSE, NULL);
  if (table != NULL)
    names = g_strdupv (table->names);
  g_mutex_unlock (&cache_lock);
  return names;
}
