/* From a table of somebody's to steps that increase. */
#include "model/log/training_log.h"

#include "model/data/column_choice.h"
#include "model/data/csv.h"
#include "model/experiment/message.h"
#include "num/quantile.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LARGEST_GAP 10 /* times the median distance of steps */

enum
{
  STEP = MODEL_LOG_N_CURVES, /* beside the curves */
  N_COLUMNS,
  NONE = -1
};

typedef struct
{
  const char *path;
  const ModelCsv *table;
  int column[N_COLUMNS]; /* or NONE */
  GError **error;
} Reader;

static const ModelColumn *
get_column (const Reader *self, int c)
{
  return &self->table->shape->column[c];
}

static gboolean
is_numbers (const Reader *self, int c)
{
  /* What has diverged is a part of its log. */
  return get_column (self, c)->kind <= MODEL_COLUMN_INDEX || get_column (self, c)->only_infinite;
}

/* "run - train/loss" as "run - train/loss", small; "" of extremes and of columns that are no
 * numbers. Owned by the caller. */
static char *
dup_key (const Reader *self, int c)
{
  const ModelColumn *column = get_column (self, c);

  if (!is_numbers (self, c) || column->name == NULL || g_str_has_suffix (column->name, "__MIN") ||
      g_str_has_suffix (column->name, "__MAX"))
    return g_strdup ("");
  return g_utf8_strdown (column->name, -1);
}

/* Whether a word stands in a text on its own: between characters that are no letters. */
static gboolean
has_word (const char *text, const char *word)
{
  const gsize n = strlen (word);

  for (const char *at = strstr (text, word); n > 0 && at != NULL; at = strstr (at + 1, word))
    if ((at == text || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (at[n]))
      return TRUE;
  return FALSE;
}

/* The column whose name has the earliest of some words; NONE. */
static int
find_words (const Reader *self, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    for (int c = 0; c < self->table->shape->n_columns; c++)
      {
        g_autofree char *key = dup_key (self, c);

        if (has_word (key, words[i]))
          return c;
      }
  return NONE;
}

static double
get_cell (const Reader *self, gsize row, int c)
{
  return self->table->cell[row * (gsize) self->table->shape->n_columns + (gsize) c];
}

/* The first column of numbers that never falls; NONE. */
static int
find_rising (const Reader *self)
{
  for (int c = 0; c < self->table->shape->n_columns; c++)
    {
      double last = -INFINITY;
      gboolean rises = is_numbers (self, c);

      for (gsize row = 0; rises && row < self->table->shape->n_rows; row++)
        {
          const double value = get_cell (self, row, c);

          rises = isnan (value) || value >= last;
          last = isnan (value) ? last : value;
        }
      if (rises && last > -INFINITY)
        return c;
    }
  return NONE;
}

static int
find_loss (const Reader *self)
{
  static const char *const exact[] = { "loss", "train_loss", "training_loss", "value" };
  int fallback = NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (exact); i++)
    for (int c = 0; c < self->table->shape->n_columns; c++)
      {
        g_autofree char *key = dup_key (self, c);

        if (strcmp (key, exact[i]) == 0)
          return c;
      }
  for (int c = 0; c < self->table->shape->n_columns; c++)
    {
      g_autofree char *key = dup_key (self, c);

      if (strstr (key, "loss") == NULL)
        continue;
      if (strstr (key, "train") != NULL)
        return c;
      fallback = fallback == NONE ? c : fallback;
    }
  return fallback;
}

/* "acc_a", "loss (sound)", "sound/accuracy": by the name of a modality, else by its letter. */
static int
find_alone (const Reader *self, int m, const char *name)
{
  const char *const letter = m == 0 ? "a" : "b";
  g_autofree char *small = g_utf8_strdown (name, -1);

  /* What parts words in such names, too. */
  g_strdelimit (small, "_", ' ');
  for (int pass = 0; pass < 2; pass++)
    for (int c = 0; c < self->table->shape->n_columns; c++)
      {
        g_autofree char *key = dup_key (self, c);

        g_strdelimit (key, "_", ' ');
        if (c != self->column[STEP] && c != self->column[MODEL_LOG_LOSS] &&
            (strstr (key, "loss") != NULL || strstr (key, "acc") != NULL) &&
            has_word (key, pass == 0 ? small : letter))
          return c;
      }
  return NONE;
}

/* An accuracy of nothing else: one of training before others. */
static int
find_accuracy (const Reader *self)
{
  int fallback = NONE;

  for (int c = 0; c < self->table->shape->n_columns; c++)
    {
      g_autofree char *key = dup_key (self, c);

      if (strstr (key, "acc") == NULL || c == self->column[STEP] ||
          c == self->column[MODEL_LOG_A] || c == self->column[MODEL_LOG_B])
        continue;
      if (strstr (key, "train") != NULL)
        return c;
      fallback = fallback == NONE ? c : fallback;
    }
  return fallback;
}

static gboolean
refuse (const Reader *self, const char *what)
{
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_KEY, "%s: %s", self->path, what);
  return FALSE;
}

static gboolean
choose (Reader *self, const char *columns)
{
  static const int order[] = { STEP, MODEL_LOG_LOSS, MODEL_LOG_A, MODEL_LOG_B, MODEL_LOG_ACCURACY };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *word = model_column_choice_take_word (&columns), *what = NULL;
      int c;

      if (word == NULL)
        return i >= 2 || refuse (self, _ ("log_columns: allowed are two to five columns: step, "
                                          "loss, of A alone, of B alone, accuracy"));
      c = model_column_choice_find (self->table->shape, word);
      if (c < 0)
        what = g_strdup_printf (_ ("no column is called “%s”; allowed are names in the first "
                                   "line, and numbers from 1 to %d"),
                                word, self->table->shape->n_columns);
      else if (!is_numbers (self, c))
        what = g_strdup_printf (_ ("“%s” has no numbers; allowed are columns of numbers"), word);
      if (what != NULL)
        return refuse (self, what);
      self->column[order[i]] = c;
    }
  return TRUE;
}

static gboolean
guess (Reader *self, const char *const names[2])
{
  static const char *const steps[] = { "step", "global_step", "epoch",      "epochs", "steps",
                                       "iter", "iteration",   "iterations", "batch",  "time" };

  self->column[STEP] = find_words (self, steps, G_N_ELEMENTS (steps));
  if (self->column[STEP] == NONE)
    self->column[STEP] = find_rising (self);
  self->column[MODEL_LOG_LOSS] = find_loss (self);
  if (self->column[STEP] == NONE || self->column[MODEL_LOG_LOSS] == NONE ||
      self->column[STEP] == self->column[MODEL_LOG_LOSS])
    return refuse (self, _ ("no columns of a step and of a loss can be told; allowed is to name "
                            "them: log_columns = STEP LOSS"));
  for (int m = 0; m < 2; m++)
    self->column[MODEL_LOG_A + m] = find_alone (self, m, names[m]);
  self->column[MODEL_LOG_ACCURACY] = find_accuracy (self);
  return TRUE;
}

/* Distances far longer than they are as a rule. */
static void
find_gaps (ModelTrainingLog *self)
{
  g_autofree double *distance = g_new (double, self->n);
  double usual;

  for (gsize i = 0; i + 1 < self->n; i++)
    distance[i] = self->step[i + 1] - self->step[i];
  usual = num_median (distance, self->n - 1);
  for (gsize i = 0; i + 1 < self->n; i++)
    if (self->step[i + 1] - self->step[i] > LARGEST_GAP * usual && self->n_gaps++ == 0)
      {
        self->gap[0] = self->step[i];
        self->gap[1] = self->step[i + 1];
      }
}

/* A later row of a step counts; where steps go back, what came after that step is left out. */
static void
go_back (ModelTrainingLog *self, double step)
{
  if (self->n == 0 || step > self->step[self->n - 1])
    return;
  if (step == self->step[self->n - 1])
    self->n_repeated++;
  else
    self->n_restarts++;
  while (self->n > 0 && self->step[self->n - 1] >= step)
    self->n--;
}

/* The newest row first: each step is less than the one before. */
static gboolean
is_backwards (const Reader *self)
{
  double last = INFINITY;
  gsize n = 0;

  for (gsize row = 0; row < self->table->shape->n_rows; row++)
    {
      const double step = get_cell (self, row, self->column[STEP]);

      if (!isfinite (step))
        continue;
      if (step >= last)
        return FALSE;
      last = step;
      n++;
    }
  return n > 1;
}

static void
take_row (ModelTrainingLog *log, const Reader *self, gsize row)
{
  const double step = get_cell (self, row, self->column[STEP]);
  const double loss = get_cell (self, row, self->column[MODEL_LOG_LOSS]);

  if (!isfinite (step) || isnan (loss))
    {
      log->n_empty++;
      return;
    }
  if (isinf (loss))
    {
      log->n_infinite++;
      return;
    }
  go_back (log, step);
  log->step[log->n] = step;
  for (int k = 0; k < MODEL_LOG_N_CURVES; k++)
    if (log->curve[k] != NULL)
      {
        const double value = get_cell (self, row, self->column[k]);

        log->curve[k][log->n] = isfinite (value) ? value : NAN;
      }
  log->n++;
}

static void
take_rows (ModelTrainingLog *log, const Reader *self)
{
  const gsize n = self->table->shape->n_rows;

  log->step = g_new (double, n);
  for (int k = 0; k < MODEL_LOG_N_CURVES; k++)
    if (self->column[k] != NONE)
      log->curve[k] = g_new (double, n);
  log->backwards = is_backwards (self);
  for (gsize i = 0; i < n; i++)
    take_row (log, self, log->backwards ? n - 1 - i : i);
}

static gboolean
check_rows (const ModelTrainingLog *log, const Reader *self)
{
  if (log->n >= MODEL_TRAINING_LOG_LEAST)
    return TRUE;
  if (log->n_restarts > 0)
    return refuse (self, _ ("its steps go back, to fewer than three rows where they rise; allowed "
                            "are steps that rise"));
  if (log->n_infinite > 0)
    return refuse (self, _ ("fewer than three rows with a loss that is finite; allowed are more"));
  return refuse (self, _ ("fewer than three rows with a step and a loss; allowed are more"));
}

/* Owned by the caller. */
static char *
dup_name (const Reader *self, int c)
{
  const char *name = c != NONE ? get_column (self, c)->name : NULL;

  return name != NULL ? model_message_clean_name (name, MODEL_TABLE_NAME_LENGTH) : NULL;
}

ModelTrainingLog *
model_training_log_load (const char *path,
                         const char *columns,
                         const char *const names[2],
                         const int *cancel,
                         GError **error)
{
  /* Experiments of anybody's name it: what stands in it is not repeated. */
  g_autoptr (ModelCsv) table =
      model_csv_load (path, MODEL_DECIMAL_AUTO, FALSE, cancel, NULL, error);
  g_autoptr (ModelTrainingLog) self = NULL;
  Reader reader = { path, table, { NONE, NONE, NONE, NONE, NONE }, error };

  if (table == NULL || !(*columns != '\0' ? choose (&reader, columns) : guess (&reader, names)))
    return NULL;
  self = g_new0 (ModelTrainingLog, 1);
  take_rows (self, &reader);
  if (!check_rows (self, &reader))
    return NULL;
  find_gaps (self);
  self->step_name = dup_name (&reader, reader.column[STEP]);
  for (int k = 0; k < MODEL_LOG_N_CURVES; k++)
    self->name[k] = dup_name (&reader, reader.column[k]);
  return g_steal_pointer (&self);
}

void
model_training_log_free (ModelTrainingLog *self)
{
  if (self == NULL)
    return;
  g_free (self->step);
  g_free (self->step_name);
  for (int k = 0; k < MODEL_LOG_N_CURVES; k++)
    {
      g_free (self->curve[k]);
      g_free (self->name[k]);
    }
  g_free (self);
}
