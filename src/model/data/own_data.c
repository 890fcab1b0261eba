/* Loaded files, and what experiments make of them: asked for at every move of a slider. */
#include "model/data/own_data.h"

#include "model/data/file_table.h"
#include "model/data/own_rows.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

enum
{
  MOST_FILES = 4 /* that are kept */
};

/* What a data set depends on, beside the file: two of one choice are the same. */
static const ModelKey texts[] = { MODEL_TARGET, MODEL_COLUMNS_A, MODEL_COLUMNS_B };
static const ModelKey values[] = { MODEL_INPUTS_A, MODEL_MISSING,     MODEL_CATEGORIES,
                                   MODEL_CENTRE,   MODEL_STANDARDISE, MODEL_TEST_SHARE,
                                   MODEL_SEED };

/* How an experiment takes the rows of a file. The seed does not matter where nothing is held out:
 * it is 0 then. */
typedef struct
{
  const ModelOwnData *own;
  ModelExperiment experiment;
} Choice;

/* Held while a file is read, and while data sets are made: threads that want the same wait for it
 * instead of making it again. Taken before cache_lock. */
static GMutex load_lock, make_lock;

/* Per cent of the file that is being read, with load_lock; read atomically by anybody. */
static int progress;

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
  ModelOwnPreparation preparation;
  ModelMoments *moments[MODEL_OWN_N_PARTS];
  ModelCorrelations correlations; /* of the training rows */
  gboolean has_correlations;
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
         (cache.files[place]->path != own->path || cache.files[place]->decimal != own->decimal))
    place++;
  model_own_data_unref (cache.files[place]);
  for (; place > 0; place--)
    cache.files[place] = cache.files[place - 1];
  cache.files[0] = own;
}

ModelOwnData *
model_own_data_find (const ModelExperiment *experiment)
{
  const char *path = model_experiment_get_text (experiment, MODEL_FILE);
  const int decimal = model_experiment_get_int (experiment, MODEL_DECIMAL);
  ModelOwnData *found = NULL;

  g_mutex_lock (&cache_lock);
  for (int i = 0; i < MOST_FILES && found == NULL; i++)
    if (cache.files[i] != NULL && cache.files[i]->path == path &&
        cache.files[i]->decimal == decimal)
      found = model_own_data_ref (cache.files[i]);
  if (found != NULL)
    keep_file (model_own_data_ref (found));
  g_mutex_unlock (&cache_lock);
  return found;
}

void
model_own_data_keep (ModelOwnData *self)
{
  g_mutex_lock (&cache_lock);
  keep_file (model_own_data_ref (self));
  model_file_table_set (self->path, self->decimal, self->table->shape);
  g_mutex_unlock (&cache_lock);
}

static ModelOwnData *
read_file (const ModelExperiment *experiment,
           const GStatBuf *status,
           gboolean quotes,
           const int *cancel,
           GError **error)
{
  const char *path = model_experiment_get_text (experiment, MODEL_FILE);
  const int decimal = model_experiment_get_int (experiment, MODEL_DECIMAL);
  ModelCsv *table = model_csv_load (path, decimal, quotes, cancel, &progress, error);
  ModelOwnData *self;

  if (table == NULL)
    return NULL;
  self = g_new0 (ModelOwnData, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->path = path;
  self->decimal = decimal;
  self->table = table;
  self->changed[0] = status->st_mtim.tv_sec;
  self->changed[1] = status->st_mtim.tv_nsec;
  self->size = status->st_size;
  self->inode = status->st_ino;
  model_own_data_keep (self);
  return self;
}

int
model_own_data_peek_progress (void)
{
  return g_atomic_int_get (&progress);
}

gboolean
model_own_data_is_current (const ModelOwnData *self)
{
  GStatBuf status;

  return g_stat (self->path, &status) != 0 ||
         (self->changed[0] == status.st_mtim.tv_sec && self->changed[1] == status.st_mtim.tv_nsec &&
          self->size == status.st_size && self->inode == status.st_ino);
}

ModelOwnData *
model_own_data_load (const ModelExperiment *experiment,
                     gboolean quotes,
                     const int *cancel,
                     GError **error)
{
  const char *path = model_experiment_get_text (experiment, MODEL_FILE);
  g_autoptr (ModelOwnData) found = NULL;
  GStatBuf status = { 0 };
  ModelOwnData *self;

  g_mutex_lock (&load_lock);
  found = model_own_data_find (experiment);
  /* Before it is read: what changes meanwhile is read again next time. */
  if (found != NULL && model_own_data_is_current (found))
    self = g_steal_pointer (&found);
  else
    {
      g_stat (path, &status);
      g_atomic_int_set (&progress, 0);
      self = read_file (experiment, &status, quotes, cancel, error);
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

  /* Without a path there is nothing to load: to validate it tells why. */
  if (!is_file (experiment) || *model_experiment_get_text (experiment, MODEL_FILE) == '\0')
    return TRUE;
  own = model_own_data_load (experiment, FALSE, cancel, error);
  return own != NULL;
}

/* Half of the inputs for A, if that is what does not fit. */
static void
split_inputs (ModelExperiment *experiment, const ModelTableShape *shape)
{
  static const int tries[] = { 1, MODEL_MAX_INPUTS };
  ModelColumnChoice choice;

  for (gsize i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      ModelExperiment changed = *experiment;

      model_experiment_set (&changed, MODEL_INPUTS_A, tries[i], NULL);
      if (!model_column_choice_make (&choice, shape, &changed, NULL))
        continue;
      model_experiment_set (experiment, MODEL_INPUTS_A, (choice.n[0] + choice.n[1]) / 2, NULL);
      return;
    }
}

static gboolean
fits (const ModelExperiment *experiment, const ModelTableShape *shape)
{
  ModelColumnChoice choice;

  return model_column_choice_make (&choice, shape, experiment, NULL);
}

static void
fit_to_file (ModelExperiment *experiment, const ModelTableShape *shape)
{
  ModelExperiment without = *experiment;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    model_experiment_set_text (&without, texts[i], "", NULL);
  if (!fits (experiment, shape))
    split_inputs (experiment, shape);
  if (fits (experiment, shape))
    return;
  split_inputs (&without, shape);
  if (fits (&without, shape))
    *experiment = without;
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
      own = model_own_data_load (&changed, TRUE, cancel, error);
      if (own == NULL)
        return FALSE;
      model_experiment_set (&changed, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
      fit_to_file (&changed, own->table->shape);
    }
  else if (is_file (experiment))
    model_experiment_set (&changed, MODEL_SOURCE, MODEL_SOURCE_SCALAR, NULL);
  *experiment = changed;
  return TRUE;
}

/* With cache_lock. */
static gboolean
is_cached (const Choice *choice)
{
  if (cache.own == NULL || cache.choice.own != choice->own)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!model_experiment_equal_at (&cache.choice.experiment, &choice->experiment, texts[i]))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (!model_experiment_equal_at (&cache.choice.experiment, &choice->experiment, values[i]))
      return FALSE;
  return TRUE;
}

static void
remember (const Choice *choice,
          ModelOwnData *own,
          ModelDataset *parts[MODEL_OWN_N_PARTS],
          const ModelOwnPreparation *preparation)
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
  cache.preparation = *preparation;
  cache.has_correlations = FALSE;
  g_mutex_unlock (&cache_lock);
}

static Choice
choose (const ModelExperiment *experiment, const ModelOwnData *own)
{
  Choice choice = { own, *experiment };

  if (model_experiment_get (experiment, MODEL_TEST_SHARE) == 0)
    model_experiment_set (&choice.experiment, MODEL_SEED, 0, NULL);
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
get_data (const Choice *choice, ModelOwnData *own, ModelOwnPart part, GError **error)
{
  ModelDataset *found = look_up_data (choice, part), *parts[MODEL_OWN_N_PARTS];
  ModelOwnPreparation preparation = { 0 };

  if (found != NULL)
    return found;
  if (!model_own_rows_make (own->table, &choice->experiment, parts, &preparation, error))
    return NULL;
  found = model_dataset_ref (parts[part]);
  remember (choice, own, parts, &preparation);
  return found;
}

static ModelOwnData *
find_or_load (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  ModelOwnData *own = model_own_data_find (experiment);

  return own != NULL ? own : model_own_data_load (experiment, FALSE, cancel, error);
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

/* The keys that name files, where they do. */
static const ModelKey files[] = { MODEL_FILE, MODEL_LOG };

static const char *
get_named (const ModelExperiment *experiment, ModelKey key)
{
  return key == MODEL_FILE && !is_file (experiment) ? ""
                                                    : model_experiment_get_text (experiment, key);
}

void
model_own_data_resolve (ModelExperiment *experiment, const char *naming_file)
{
  g_autofree char *folder = g_path_get_dirname (naming_file);
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const char *path = get_named (experiment, files[i]);
      g_autofree char *beside = NULL;

      if (*path == '\0' || g_path_is_absolute (path))
        continue;
      beside = g_canonicalize_filename (path, whole);
      if (g_file_test (beside, G_FILE_TEST_EXISTS) || !g_file_test (path, G_FILE_TEST_EXISTS))
        model_experiment_set_text (experiment, files[i], beside, NULL);
    }
}

void
model_own_data_relate (ModelExperiment *experiment, const char *naming_file)
{
  g_autofree char *whole = g_canonicalize_filename (naming_file, NULL);
  g_autofree char *folder = g_path_get_dirname (whole);
  const gsize n = strlen (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const char *path = get_named (experiment, files[i]);
      g_autofree char *from_here = *path != '\0' ? g_canonicalize_filename (path, NULL) : NULL;

      if (from_here == NULL)
        continue;
      const gboolean below = g_str_has_prefix (from_here, folder) &&
                             from_here[n] == G_DIR_SEPARATOR && from_here[n + 1] != '\0';
      model_experiment_set_text (experiment, files[i], below ? from_here + n + 1 : from_here, NULL);
    }
}

ModelDataset *
model_own_data_ref_dataset (const ModelExperiment *experiment, ModelOwnPart part, GError **error)
{
  g_autoptr (ModelOwnData) own = find_or_load (experiment, NULL, error);
  const Choice choice = choose (experiment, own);
  ModelDataset *data;

  if (own == NULL)
    return NULL;
  g_mutex_lock (&make_lock);
  data = get_data (&choice, own, part, error);
  g_mutex_unlock (&make_lock);
  return data;
}

/* With make_lock. */
static ModelMoments *
compute_moments (const Choice *choice, ModelOwnData *own, ModelOwnPart part, GError **error)
{
  g_autoptr (ModelDataset) data = get_data (choice, own, part, error);
  ModelMoments *moments;

  if (data == NULL)
    return NULL;
  moments = model_moments_new_for_dataset (data);
  g_mutex_lock (&cache_lock);
  cache.moments[part] = model_moments_copy (moments);
  g_mutex_unlock (&cache_lock);
  return moments;
}

ModelMoments *
model_own_data_dup_moments (const ModelExperiment *experiment, ModelOwnPart part, GError **error)
{
  g_autoptr (ModelOwnData) own = find_or_load (experiment, NULL, error);
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
    moments = compute_moments (&choice, own, part, error);
  g_mutex_unlock (&make_lock);
  return moments;
}

ModelMoments *
model_own_data_peek_moments (const ModelExperiment *experiment, ModelOwnPart part)
{
  g_autoptr (ModelOwnData) own = model_own_data_find (experiment);
  const Choice choice = choose (experiment, own);

  return own != NULL ? look_up_moments (&choice, part) : NULL;
}

gboolean
model_own_data_get_correlations (const ModelExperiment *experiment, ModelCorrelations *correlations)
{
  g_autoptr (ModelOwnData) own = model_own_data_find (experiment);
  const Choice choice = choose (experiment, own);
  g_autoptr (ModelMoments) moments = NULL;

  if (own == NULL)
    return FALSE;
  g_mutex_lock (&cache_lock);
  if (is_cached (&choice) && cache.has_correlations)
    {
      *correlations = cache.correlations;
      g_mutex_unlock (&cache_lock);
      return TRUE;
    }
  g_mutex_unlock (&cache_lock);
  moments = look_up_moments (&choice, MODEL_OWN_TRAINING);
  if (moments == NULL)
    return FALSE;
  model_correlations_compute (correlations, moments);
  g_mutex_lock (&cache_lock);
  if (is_cached (&choice))
    {
      cache.correlations = *correlations;
      cache.has_correlations = TRUE;
    }
  g_mutex_unlock (&cache_lock);
  return TRUE;
}

static void
say (GString *line, char *sentence)
{
  if (sentence != NULL)
    g_string_append_printf (line, "%s%s", line->len > 0 ? "; " : "", sentence);
  g_free (sentence);
}

/* What a reader may not have expected of the file. */
static void
describe_table (GString *line, const ModelTableShape *shape)
{
  int n_commas = 0;

  for (int c = 0; c < shape->n_columns; c++)
    n_commas += shape->column[c].decimal == ',';
  if (strcmp (shape->encoding, "UTF-8") != 0)
    say (line, g_strdup_printf (_ ("text in %s"), shape->encoding));
  if (shape->n_titles > 0)
    say (line, g_strdup_printf (_ ("lines before the table: %d"), shape->n_titles));
  if (shape->names_are_numbers)
    say (line, g_strdup (_ ("the first line was taken for names")));
  if (shape->has_units)
    say (line, g_strdup (_ ("a line of units")));
  if (n_commas > 0)
    say (line, g_strdup (_ ("decimal commas")));
}

char *
model_own_data_describe (const ModelExperiment *experiment)
{
  g_autoptr (ModelOwnData) own = find_or_load (experiment, NULL, NULL);
  const Choice choice = choose (experiment, own);
  g_autoptr (ModelDataset) data = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  ModelColumnChoice columns;
  ModelOwnPreparation done = { 0 };

  data = own != NULL ? model_own_data_ref_dataset (experiment, MODEL_OWN_TRAINING, NULL) : NULL;
  if (data == NULL || !model_column_choice_make (&columns, own->table->shape, experiment, NULL))
    return NULL;
  g_mutex_lock (&cache_lock);
  if (is_cached (&choice))
    done = cache.preparation;
  g_mutex_unlock (&cache_lock);
  describe_table (line, own->table->shape);
  say (line, model_column_choice_describe_rest (&columns, own->table->shape));
  if (done.n_incomplete > 0)
    say (line, g_strdup_printf (_ ("rows left out that lack a cell: %zu"), done.n_incomplete));
  if (done.standardised)
    say (line, g_strdup_printf (_ ("standardised: the spreads of the columns differ %.3g-fold"),
                                done.spread));
  return line->len > 0 ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}
