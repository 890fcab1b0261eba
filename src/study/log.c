/* A log as plots and words need it: read once, kept by path. */
#include "study/log.h"

#include "model/data/modality_name.h"
#include "model/experiment/message.h"
#include "model/log/training_log.h"
#include "study/axis.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>

#define DIGITS 3

enum
{
  LONGEST_NAME = 32
};

/* What a log is kept by; texts are interned. */
typedef struct
{
  const char *path, *columns, *given[2], *names[2];
  gint64 changed[2], size;
  StudyLog log;
} Kept;

static GMutex lock;     /* guards `kept` */
static GPtrArray *kept; /* of Kept, newest last; none is ever freed: plots may be drawing it */

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

static const Kept *
find (const ModelExperiment *experiment)
{
  const Kept *found = NULL;

  g_mutex_lock (&lock);
  for (guint i = kept != NULL ? kept->len : 0; i > 0 && found == NULL; i--)
    if (is_of (g_ptr_array_index (kept, i - 1), experiment))
      found = g_ptr_array_index (kept, i - 1);
  g_mutex_unlock (&lock);
  return found;
}

const StudyLog *
study_log_find (const ModelExperiment *experiment)
{
  const Kept *found = *get_path (experiment) != '\0' ? find (experiment) : NULL;

  return found != NULL ? &found->log : NULL;
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
  gboolean empty = TRUE;

  for (gsize i = 0; log->curve[k] != NULL && i < log->n; i++)
    if (!isnan (log->curve[k][i]))
      {
        model_history_append (
            history, &(ModelHistoryRow){ .epoch = log->step[i], .loss = log->curve[k][i] });
        empty = FALSE;
      }
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

static void
say_oddities (GString *text, const ModelTrainingLog *log)
{
  if (log->n_empty > 0)
    g_string_append_printf (text, _ ("Rows left out without a step or a loss: %zu\n"),
                            log->n_empty);
  if (log->n_repeated > 0)
    g_string_append_printf (text, _ ("Steps that are there twice: %zu; the later row counts\n"),
                            log->n_repeated);
  if (log->n_restarts > 0)
    g_string_append_printf (
        text,
        _ ("It goes back to an earlier step %zu times; what it had beyond that is left out\n"),
        log->n_restarts);
  if (log->n_gaps > 0)
    g_string_append_printf (text, _ ("Gaps: %zu, the first from step %.0f to %.0f\n"), log->n_gaps,
                            log->gap[0], log->gap[1]);
}

/* "at 120 (sound)". */
static void
say_stage (GString *text, const StudyLogStage *stage, const char *const names[2])
{
  char number[32];

  study_axis_format (stage->time, DIGITS, number);
  g_string_append (text, number);
  if (stage->modality != STUDY_LOG_BOTH)
    g_string_append_printf (text, " (%s)", names[stage->modality]);
}

static void
say_stages (GString *text, const StudyLog *self, const char *const names[2])
{
  if (self->n_stages == 0)
    {
      g_string_append (text, _ ("Its loss does not fall by more than its noise: no stages\n"));
      return;
    }
  if (self->n_stages == 1)
    g_string_append (text, _ ("Its loss falls without a plateau in between, half-way at step "));
  else
    g_string_append_printf (text, _ ("Its loss falls in %d stages, half-way at steps "),
                            self->n_stages);
  for (int i = 0; i < self->n_stages; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      say_stage (text, &self->stage[i], names);
    }
  g_string_append_c (text, '\n');
  for (int i = 1; i < self->n_stages; i++)
    g_string_append_printf (text, _ ("Ratio of stage %d to stage %d: %.3g\n"), i + 1, i,
                            self->stage[i].time / self->stage[i - 1].time);
}

/* What is markup in it is told by a backslash; owned. */
static char *
escape (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (g_ascii_ispunct (*text))
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *text);
    }
  return g_string_free (escaped, FALSE);
}

static const char *
make_legend (const StudyLog *self, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = model_message_clean_name (base, LONGEST_NAME);
  g_autofree char *escaped = escape (name);
  g_autoptr (GString) text = g_string_new (escaped);

  for (int i = 0; i < self->n_stages; i++)
    {
      char number[32];

      study_axis_format (self->stage[i].time, DIGITS, number);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : ": ", number);
    }
  return g_intern_string (text->str);
}

static void
describe (StudyLog *self, const ModelTrainingLog *log, const char *path, const char *const names[2])
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Training log: %zu rows, step “%s”, loss “%s”"), log->n,
                          log->step_name != NULL ? log->step_name : "",
                          log->name[MODEL_LOG_LOSS] != NULL ? log->name[MODEL_LOG_LOSS] : "");
  for (int m = 0; m < 2; m++)
    if (log->name[MODEL_LOG_A + m] != NULL)
      g_string_append_printf (text, _ (", %s alone “%s”"), names[m], log->name[MODEL_LOG_A + m]);
  g_string_append_c (text, '\n');
  say_oddities (text, log);
  say_stages (text, self, names);
  g_strchomp (text->str);
  self->words = g_intern_string (text->str);
  self->legend = make_legend (self, path);
}

static void
fill (StudyLog *self, const ModelTrainingLog *log, const char *path, const char *const names[2])
{
  self->loss = make_view (log, MODEL_LOG_LOSS);
  for (int m = 0; m < 2; m++)
    if (is_loss (log->name[MODEL_LOG_A + m]))
      self->alone[m] = make_view (log, MODEL_LOG_A + m);
  self->n_stages =
      study_log_find_stages (log->n, log->step, log->curve[MODEL_LOG_LOSS], self->stage);
  for (int i = 0; i < self->n_stages; i++)
    tell_modality (log, &self->stage[i], i > 0 ? self->stage[i - 1].end : -INFINITY);
  describe (self, log, path, names);
}

const StudyLog *
study_log_load (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  const char *path = get_path (experiment);
  const char *columns = model_experiment_get_text (experiment, MODEL_LOG_COLUMNS);
  const char *const names[2] = { model_modality_get_label (experiment, 0),
                                 model_modality_get_label (experiment, 1) };
  const char *const given[2] = { get_given (experiment, 0), get_given (experiment, 1) };
  const Kept *before = *path != '\0' ? find (experiment) : NULL;
  g_autoptr (ModelTrainingLog) log = NULL;
  GStatBuf status = { 0 };
  Kept *self;

  if (*path == '\0')
    return NULL;
  g_stat (path, &status);
  if (before != NULL && before->size == status.st_size &&
      before->changed[0] == status.st_mtim.tv_sec && before->changed[1] == status.st_mtim.tv_nsec)
    return &before->log;
  log = model_training_log_load (path, columns, given, cancel, error);
  if (log == NULL)
    return NULL;
  self = g_new0 (Kept, 1);
  *self = (Kept){ .path = path,
                  .columns = columns,
                  .given = { given[0], given[1] },
                  .names = { names[0], names[1] },
                  .changed = { status.st_mtim.tv_sec, status.st_mtim.tv_nsec },
                  .size = status.st_size };
  fill (&self->log, log, path, names);
  g_mutex_lock (&lock);
  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, self);
  g_mutex_unlock (&lock);
  return &self->log;
}
