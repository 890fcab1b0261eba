/* Loaded files, and what experiments make of them: asked for at every move of a slider. */
#include "model/data/own_data.h"

#include "model/data/file_table.h"
#include "num/rng.h"

#include <glib/gstdio.h>
#include <string.h>

enum
{
  LEAST_COLUMNS = 3, /* an input of A, one of B, the target */
  MOST_FILES = 4     /* that are kept */
};

/* How an experiment takes the rows of a file. */
typedef struct
{
  const ModelOwnData *own;
  int inputs_a, centre;
  double share;
  guint64 seed; /* 0 where nothing is held out: it does not matter */
} Choice;

/* Held while a file is read, and while data sets are made: threads that want the same wait for it
 * instead of making it again. Taken before cache_lock. */
static GMutex load_lock, make_lock;

/* The files loaded last, newest first, and what was made of one last. The data sets are a pure
 * function of the choice, so that they change no result; cache_lock guards all members, and is held
 * for moments only. */
static GMutex cache_lock;
static struct
{
  ModelOwnData *files[MOST_FILES];
  Choice choice;
  ModelOwnData *own;                     /* the choice's, held */
  ModelDataset *data[MODEL_OWN_N_PARTS]; /* of the choice; or NULL */
  ModelMoments *moments[MODEL_OWN_N_PARTS];
} cache;

ModelOwnData *
model_own_data_ref (ModelOwnData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
model_own_data_unref (ModelOwnData *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  model_csv_free (self->table);
  g_free (self);
}

/* Makes it the newest, in place of what was loaded of the same file, or of the oldest. Takes it
 * over. */
static void
keep_file (ModelOwnData *own)
{
  int place = 0;

  while (place < MOST_FILES - 1 && cache.files[place] != NULL &&
         cache.files[place]->path != own->path)
    place++;
  model_own_data_unref (cache.files[place]);
  for (; place > 0; place--)
    cache.files[place] = cache.files[place - 1];
  cache.files[0] = own;
}

ModelOwnData *
model_own_data_find (const char *path)
{
  ModelOwnData *found = NULL;

  path = g_intern_string (path);
  g_mutex_lock (&cache_lock);
  for (int i = 0; i < MOST_FILES && found == NULL; i++)
    if (cache.files[i] != NULL && cache.files[i]->path == path)
      found = model_own_data_ref (cache.files[i]);
  if (found != NULL)
    keep_file (model_own_data_ref (found));
  g_mutex_unlock (&cache_lock);
  return found;
}

static ModelFileTable
get_size (const ModelOwnData *self)
{
  return (ModelFileTable){ self->table->n_rows, self->table->n_columns };
}

static ModelOwnData *
read_file (
    const char *path, const GStatBuf *status, gboolean quotes, const int *cancel, GError **error)
{
  ModelCsv *table = model_csv_load (path, LEAST_COLUMNS, quotes, cancel, error);
  ModelOwnData *self;
  ModelFileTable size;

  if (table == NULL)
    return NULL;
  self = g_new0 (ModelOwnData, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_intern_string (path);
  self->table = table;
  self->changed[0] = status->st_mtim.tv_sec;
  self->changed[1] = status->st_mtim.tv_nsec;
  self->size = status->st_size;
  size = get_size (self);
  g_mutex_lock (&cache_lock);
  keep_file (model_own_data_ref (self));
  model_file_table_set (path, &size);
  g_mutex_unlock (&cache_lock);
  return self;
}

ModelOwnData *
model_own_data_load (const char *path, gboolean quotes, const int *cancel, GError **error)
{
  g_autoptr (ModelOwnData) found = NULL;
  GStatBuf status = { 0 };
  ModelOwnData *self;

  g_mutex_lock (&load_lock);
  found = model_own_data_find (path);
  /* Before it is read: what changes meanwhile is read again next time. */
  if (found != NULL &&
      (g_stat (path, &status) != 0 ||
       (found->changed[0] == status.st_mtim.tv_sec && found->changed[1] == status.st_mtim.tv_nsec &&
        found->size == status.st_size)))
    self = g_steal_pointer (&found);
  else
    {
      g_stat (path, &status);
      self = read_file (path, &status, quotes, cancel, error);
    }
  g_mutex_unlock (&load_lock);
  return self;
}

static gboolean
is_file (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE;
}

gboolean
model_own_data_load_for (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  g_autoptr (ModelOwnData) own = NULL;
  const char *path = model_experiment_get_text (experiment, MODEL_FILE);

  /* Without a path there is nothing to load: to validate it tells why. */
  if (!is_file (experiment) || *path == '\0')
    return TRUE;
  own = model_own_data_load (path, FALSE, cancel, error);
  return own != NULL;
}

/* Against this file, whatever is loaded meanwhile. */
static gboolean
check_file (const ModelExperiment *experiment, const ModelOwnData *own, GError **error)
{
  const ModelFileTable size = get_size (own);

  return model_file_table_check (&size, experiment, error);
}

gboolean
model_own_data_set_file (ModelExperiment *experiment,
                         const char *path,
                         const int *cancel,
                         GError **error)
{
  ModelExperiment changed = *experiment;
  g_autoptr (ModelOwnData) own = NULL;

  if (!model_experiment_set_text (&changed, MODEL_FILE, path, error))
    return FALSE;
  if (*path != '\0')
    {
      own = model_own_data_load (path, TRUE, cancel, error);
      if (own == NULL)
        return FALSE;
      model_experiment_set (&changed, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
      if (!check_file (&changed, own, NULL))
        model_experiment_set (&changed, MODEL_INPUTS_A, (own->table->n_columns - 1) / 2, NULL);
    }
  else if (is_file (experiment))
    model_experiment_set (&changed, MODEL_SOURCE, MODEL_SOURCE_SCALAR, NULL);
  *experiment = changed;
  return TRUE;
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

/* With make_lock. */
static void
make_data (const Choice *choice, ModelDataset *parts[MODEL_OWN_N_PARTS])
{
  const ModelCsv *table = choice->own->table;
  const ModelFileTable size = get_size (choice->own);
  const int inputs_b = table->n_columns - 1 - choice->inputs_a;
  const gsize n_test = model_file_table_count_held_out (&size, choice->share);
  g_autofree gboolean *held = choose_held_out (choice->seed, table->n_rows, n_test);

  parts[MODEL_OWN_TRAINING] =
      model_dataset_alloc (choice->inputs_a, inputs_b, table->n_rows - n_test);
  parts[MODEL_OWN_TEST] = model_dataset_alloc (choice->inputs_a, inputs_b, n_test);
  copy_rows (parts, held, table);
  if (choice->centre == MODEL_CENTRE_ON)
    model_dataset_centre (parts[MODEL_OWN_TRAINING], parts[MODEL_OWN_TEST]);
}

/* With cache_lock. */
static gboolean
is_cached (const Choice *choice)
{
  const Choice *have = &cache.choice;

  return cache.own != NULL && have->own == choice->own && have->inputs_a == choice->inputs_a &&
         have->centre == choice->centre && have->share == choice->share &&
         have->seed == choice->seed;
}

static void
remember (const Choice *choice, ModelOwnData *own, ModelDataset *parts[MODEL_OWN_N_PARTS])
{
  g_mutex_lock (&cache_lock);
  for (int part = 0; part < MODEL_OWN_N_PARTS; part++)
    {
      model_dataset_unref (cache.data[part]);
      cache.data[part] = parts[part];
      g_clear_pointer (&cache.moments[part], model_moments_unref);
    }
  model_own_data_unref (cache.own);
  cache.own = model_own_data_ref (own);
  cache.choice = *choice;
  g_mutex_unlock (&cache_lock);
}

static Choice
choose (const ModelExperiment *experiment, const ModelOwnData *own)
{
  Choice choice = { own, model_experiment_get_int (experiment, MODEL_INPUTS_A),
                    model_experiment_get_int (experiment, MODEL_CENTRE),
                    model_experiment_get (experiment, MODEL_TEST_SHARE), 0 };

  if (choice.share > 0)
    choice.seed = (guint64) model_experiment_get (experiment, MODEL_SEED);
  return choice;
}

static ModelDataset *
look_up_data (const Choice *choice, ModelOwnPart part)
{
  ModelDataset *found = NULL;

  g_mutex_lock (&cache_lock);
  if (is_cached (choice))
    found = model_dataset_ref (cache.data[part]);
  g_mutex_unlock (&cache_lock);
  return found;
}

static ModelMoments *
look_up_moments (const Choice *choice, ModelOwnPart part)
{
  ModelMoments *found = NULL;

  g_mutex_lock (&cache_lock);
  if (is_cached (choice) && cache.moments[part] != NULL)
    found = model_moments_copy (cache.moments[part]);
  g_mutex_unlock (&cache_lock);
  return found;
}

/* With make_lock. */
static ModelDataset *
get_data (const Choice *choice, ModelOwnData *own, ModelOwnPart part)
{
  ModelDataset *found = look_up_data (choice, part), *parts[MODEL_OWN_N_PARTS];

  if (found != NULL)
    return found;
  make_data (choice, parts);
  found = model_dataset_ref (parts[part]);
  remember (choice, own, parts);
  return found;
}

static ModelOwnData *
find_or_load (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  const char *path = model_experiment_get_text (experiment, MODEL_FILE);
  ModelOwnData *own = model_own_data_find (path);

  return own != NULL ? own : model_own_data_load (path, FALSE, cancel, error);
}

gboolean
model_own_data_ensure (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  g_autoptr (ModelOwnData) own = NULL;

  if (!is_file (experiment))
    return TRUE;
  own = find_or_load (experiment, cancel, error);
  return own != NULL;
}

/* Of the file that an experiment names, where that fits; else NULL. */
static ModelOwnData *
get_own (const ModelExperiment *experiment, GError **error)
{
  g_autoptr (ModelOwnData) own = find_or_load (experiment, NULL, error);

  return own != NULL && check_file (experiment, own, error) ? g_steal_pointer (&own) : NULL;
}

ModelDataset *
model_own_data_ref_dataset (const ModelExperiment *experiment, ModelOwnPart part, GError **error)
{
  g_autoptr (ModelOwnData) own = get_own (experiment, error);
  const Choice choice = choose (experiment, own);
  ModelDataset *data;

  if (own == NULL)
    return NULL;
  g_mutex_lock (&make_lock);
  data = get_data (&choice, own, part);
  g_mutex_unlock (&make_lock);
  return data;
}

/* With make_lock. */
static ModelMoments *
compute_moments (const Choice *choice, ModelOwnData *own, ModelOwnPart part)
{
  g_autoptr (ModelDataset) data = get_data (choice, own, part);
  ModelMoments *moments = model_moments_new_for_dataset (data);

  g_mutex_lock (&cache_lock);
  cache.moments[part] = model_moments_copy (moments);
  g_mutex_unlock (&cache_lock);
  return moments;
}

ModelMoments *
model_own_data_dup_moments (const ModelExperiment *experiment, ModelOwnPart part, GError **error)
{
  g_autoptr (ModelOwnData) own = get_own (experiment, error);
  const Choice choice = choose (experiment, own);
  ModelMoments *moments;

  if (own == NULL)
    return NULL;
  moments = look_up_moments (&choice, part);
  if (moments != NULL)
    return moments;
  g_mutex_lock (&make_lock);
  moments = look_up_moments (&choice, part);
  if (moments == NULL)
    moments = compute_moments (&choice, own, part);
  g_mutex_unlock (&make_lock);
  return moments;
}

ModelMoments *
model_own_data_peek_moments (const ModelExperiment *experiment, ModelOwnPart part)
{
  g_autoptr (ModelOwnData) own =
      model_own_data_find (model_experiment_get_text (experiment, MODEL_FILE));
  const Choice choice = choose (experiment, own);

  return own != NULL ? look_up_moments (&choice, part) : NULL;
}
