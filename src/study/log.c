/* A log as plots and words need it: the last ones are kept, by path. */
#include "study/log.h"

#include "model/data/modality_name.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

enum
{
  MOST_KEPT = 16 /* more than windows show at a time */
};

/* What a log is kept by; texts are interned. */
typedef struct
{
  const char *path, *columns, *given[2], *names[2];
  gint64 changed[2], size;
  StudyLog *log;
} Kept;

static GMutex lock;     /* guards `kept` */
static GPtrArray *kept; /* of Kept, the one looked at last at the end */

static void
kept_free (gpointer data)
{
  study_log_unref (((Kept *) data)->log);
  g_free (data);
}

static const char *
get_path (const ModelExperiment *experiment)
{
  return model_experiment_get_text (experiment, MODEL_LOG);
}

/* What a modality is called in columns: as somebody named it, whole, or as it is shown. */
static const char *
get_given (const ModelExperiment *experiment, int m)
{
  const char *name = model_experiment_get_text (experiment, m == 0 ? MODEL_NAME_A : MODEL_NAME_B);

  return *name != '\0' ? name : model_modality_get_label (experiment, m);
}

static gboolean
is_of (const Kept *self, const ModelExperiment *experiment)
{
  return self->path == get_path (experiment) &&
         self->columns == model_experiment_get_text (experiment, MODEL_LOG_COLUMNS) &&
         self->given[0] == get_given (experiment, 0) &&
         self->given[1] == get_given (experiment, 1) &&
         self->names[0] == model_modality_get_label (experiment, 0) &&
         self->names[1] == model_modality_get_label (experiment, 1);
}

/* Under the lock. It becomes the last. */
static const Kept *
find (const ModelExperiment *experiment)
{
  for (guint i = kept != NULL ? kept->len : 0; i > 0; i--)
    if (is_of (g_ptr_array_index (kept, i - 1), experiment))
      {
        Kept *found = g_ptr_array_steal_index (kept, i - 1);

        g_ptr_array_add (kept, found);
        return found;
      }
  return NULL;
}

static gboolean
is_as_read (const Kept *self, const GStatBuf *status)
{
  return self->size == status->st_size && self->changed[0] == status->st_mtim.tv_sec &&
         self->changed[1] == status->st_mtim.tv_nsec;
}

/* A reference to it; NULL: there is none, or none of that state of the file. */
static StudyLog *
find_log (const ModelExperiment *experiment, const GStatBuf *status)
{
  StudyLog *log = NULL;
  const Kept *found;

  g_mutex_lock (&lock);
  found = find (experiment);
  if (found != NULL && (status == NULL || is_as_read (found, status)))
    log = study_log_ref (found->log);
  g_mutex_unlock (&lock);
  return log;
}

/* In place of what was read of it before. */
static void
keep (const ModelExperiment *experiment, Kept *self)
{
  g_mutex_lock (&lock);
  if (kept == NULL)
    kept = g_ptr_array_new_with_free_func (kept_free);
  if (find (experiment) != NULL)
    g_ptr_array_remove_index (kept, kept->len - 1);
  g_ptr_array_add (kept, self);
  if (kept->len > MOST_KEPT)
    g_ptr_array_remove_index (kept, 0);
  g_mutex_unlock (&lock);
}

StudyLog *
study_log_find (const ModelExperiment *experiment)
{
  return *get_path (experiment) != '\0' ? find_log (experiment, NULL) : NULL;
}

StudyLog *
study_log_ref (StudyLog *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
unref_view (ModelHistoryView *view)
{
  if (view != NULL)
    model_history_view_unref (view);
}

void
study_log_unref (StudyLog *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  unref_view (self->loss);
  for (gsize m = 0; m < G_N_ELEMENTS (self->alone); m++)
    unref_view (self->alone[m]);
  for (gsize m = 0; m < G_N_ELEMENTS (self->accuracy); m++)
    unref_view (self->accuracy[m]);
  g_free (self->legend);
  g_free (self->words);
  g_free (self);
}

gboolean
study_log_has_accuracy (const StudyLog *self)
{
  return self->accuracy[0] != NULL || self->accuracy[1] != NULL || self->accuracy[2] != NULL;
}

/* Each modality's share of what the stage changes. */
static void
tell_modality (const ModelTrainingLog *log, StudyLogStage *stage, double from)
{
  double move[2] = { 0, 0 };

  for (int m = 0; m < 2; m++)
    {
      const double *curve = log->curve[MODEL_LOG_A + m];
      double first = NAN, last = NAN, least = INFINITY, most = -INFINITY;

      for (gsize i = 0; curve != NULL && i < log->n; i++)
        {
          if (isnan (curve[i]))
            continue;
          least = fmin (least, curve[i]);
          most = fmax (most, curve[i]);
          if (log->step[i] <= from || isnan (first))
            first = curve[i];
          if (log->step[i] <= stage->end)
            last = curve[i];
        }
      move[m] = most > least ? fabs (last - first) / (most - least) : 0;
    }
  stage->modality = move[0] > 2 * move[1] ? 0 : move[1] > 2 * move[0] ? 1 : STUDY_LOG_BOTH;
}

static ModelHistoryView *
make_view (const ModelTrainingLog *log, int k)
{
  ModelHistory *history = model_history_new ();
  ModelHistoryView *view;
  ModelHistoryRow row = { 0 };
  gboolean empty = TRUE;

  for (gsize i = 0; log->curve[k] != NULL && i < log->n; i++)
    if (!isnan (log->curve[k][i]))
      {
        row = (ModelHistoryRow){ .epoch = log->step[i], .loss = log->curve[k][i] };
        model_history_append (history, &row);
        empty = FALSE;
      }
  if (!empty)
    model_history_append_final (history, &row);
  view = empty ? NULL : model_history_view (history);
  model_history_free (history);
  return view;
}

/* Accuracies have another axis: only losses stand beside the loss. */
static gboolean
is_loss (const char *name)
{
  g_autofree char *small = name != NULL ? g_utf8_strdown (name, -1) : NULL;

  return small != NULL && strstr (small, "loss") != NULL;
}

static StudyLog *
new_log (const ModelTrainingLog *read, const char *path, const char *const names[2])
{
  StudyLog *self = g_new0 (StudyLog, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->loss = make_view (read, MODEL_LOG_LOSS);
  for (int m = 0; m < 2; m++)
    if (is_loss (read->name[MODEL_LOG_A + m]))
      self->alone[m] = make_view (read, MODEL_LOG_A + m);
    else
      self->accuracy[m] = make_view (read, MODEL_LOG_A + m);
  self->accuracy[2] = make_view (read, MODEL_LOG_ACCURACY);
  self->n_stages =
      study_log_find_stages (read->n, read->step, read->curve[MODEL_LOG_LOSS], self->stage);
  for (int i = 0; i < self->n_stages; i++)
    tell_modality (read, &self->stage[i], i > 0 ? self->stage[i - 1].end : -INFINITY);
  self->words = study_log_describe (self, read, names);
  self->legend = study_log_make_legend (self, path);
  return self;
}

StudyLog *
study_log_load (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  const char *path = get_path (experiment);
  const char *columns = model_experiment_get_text (experiment, MODEL_LOG_COLUMNS);
  const char *const names[2] = { model_modality_get_label (experiment, 0),
                                 model_modality_get_label (experiment, 1) };
  const char *const given[2] = { get_given (experiment, 0), get_given (experiment, 1) };
  g_autoptr (ModelTrainingLog) read = NULL;
  GStatBuf status = { 0 };
  StudyLog *log;
  Kept *self;

  if (*path == '\0')
    return NULL;
  g_stat (path, &status);
  log = find_log (experiment, &status);
  if (log != NULL)
    return log;
  read = model_training_log_load (path, columns, given, cancel, error);
  if (read == NULL)
    return NULL;
  log = new_log (read, path, names);
  self = g_new (Kept, 1);
  *self = (Kept){ .path = path,
                  .columns = columns,
                  .given = { given[0], given[1] },
                  .names = { names[0], names[1] },
                  .changed = { status.st_mtim.tv_sec, status.st_mtim.tv_nsec },
                  .size = status.st_size,
                  .log = study_log_ref (log) };
  keep (experiment, self);
  return log;
}
