/* Lists of columns as people write them, and what is left for those who write none. */
#include "model/data/column_choice.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

enum
{
  MOST_LEFT_OUT = 12 /* columns that a sentence names */
};

/* What each column is used as. */
enum
{
  FREE = -1,
  TARGET = 2 /* 0 is A, 1 is B */
};

typedef struct
{
  const ModelTableShape *shape;
  const ModelExperiment *experiment;
  gboolean onehot;
  int use[MODEL_CSV_MAX_COLUMNS];
  GError **error;
} Choosing;

static gboolean
refuse (Choosing *self, ModelKey key, const char *what)
{
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_RANGE, "%s = %s: %s",
               model_parameter (key)->name, model_experiment_get_text (self->experiment, key),
               what);
  return FALSE;
}

char *
model_column_choice_take_word (const char **list)
{
  const char *start = *list, *end;
  char quote;

  start += strspn (start, " \t,");
  if (*start == '\0')
    return NULL;
  quote = *start == '"' || *start == '\'' ? *start : '\0';
  end = quote != '\0' ? strchr (start + 1, quote) : NULL;
  if (end != NULL)
    {
      *list = end + 1;
      return g_strndup (start + 1, (gsize) (end - start - 1));
    }
  end = start + strcspn (start, " \t,");
  *list = end;
  return g_strndup (start, (gsize) (end - start));
}

/* By name; -1: none, -2: several. */
static int
find_name (const ModelTableShape *shape, const char *name)
{
  int found = -1;

  for (int c = 0; c < shape->n_columns; c++)
    if (shape->column[c].name != NULL && strcmp (shape->column[c].name, name) == 0)
      found = found == -1 ? c : -2;
  return found;
}

/* "3" or "3-5", from 1. */
static gboolean
parse_numbers (const char *word, int n_columns, int *first, int *last)
{
  char *end;
  const long from = g_ascii_isdigit (*word) ? strtol (word, &end, 10) : 0;
  long to = from;

  if (from < 1)
    return FALSE;
  if (*end == '-' && g_ascii_isdigit (end[1]))
    to = strtol (end + 1, &end, 10);
  if (*end != '\0' || to < from || to > n_columns)
    return FALSE;
  *first = (int) from - 1;
  *last = (int) to - 1;
  return TRUE;
}

int
model_column_choice_find (const ModelTableShape *shape, const char *word)
{
  int first = find_name (shape, word), last = first;

  if (first == -1 && parse_numbers (word, shape->n_columns, &first, &last) && first != last)
    return -1;
  return first;
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* A name that a list of names can hold. */
static gboolean
is_plain (const char *name)
{
  return name != NULL && *name != '\0' && strchr (name, '"') == NULL &&
         g_utf8_validate (name, -1, NULL) && !has_control (name);
}

char *
model_column_choice_write (const ModelTableShape *shape, int column)
{
  const char *name = shape->column[column].name;
  int n = 0;

  for (int c = 0; c < shape->n_columns; c++)
    n += g_strcmp0 (shape->column[c].name, name) == 0;
  if (n > 1 || !is_plain (name))
    return g_strdup_printf ("%d", column + 1);
  return strpbrk (name, " \t,'") != NULL ? g_strdup_printf ("\"%s\"", name) : g_strdup (name);
}

static gboolean
find_columns (Choosing *self, ModelKey key, const char *word, int *first, int *last)
{
  g_autofree char *what = NULL;

  *first = *last = find_name (self->shape, word);
  if (*first >= 0 || (*first == -1 && parse_numbers (word, self->shape->n_columns, first, last)))
    return TRUE;
  what =
      *first == -2
          ? g_strdup_printf (_ ("several columns are called “%s”; allowed are their numbers"), word)
          : g_strdup_printf (_ ("no column is called “%s”; allowed are names in the first line, "
                                "and numbers from 1 to %d"),
                             word, self->shape->n_columns);
  return refuse (self, key, what);
}

static gboolean
use_column (Choosing *self, ModelKey key, int column, int use)
{
  g_autofree char *name = model_table_shape_name_column (self->shape, column), *what = NULL;

  if (self->use[column] != FREE)
    what = g_strdup_printf (_ ("%s is used already; allowed is each column once"), name);
  else if (self->shape->column[column].kind == MODEL_COLUMN_EMPTY)
    what = g_strdup_printf (_ ("%s is empty; allowed are columns of numbers"), name);
  else if (self->shape->column[column].kind == MODEL_COLUMN_WORDS && !self->onehot)
    what = g_strdup_printf (_ ("%s has words; allowed are columns of numbers, or categories = "
                               "onehot"),
                            name);
  if (what != NULL)
    return refuse (self, key, what);
  self->use[column] = use;
  return TRUE;
}

static gboolean
use_list (Choosing *self, ModelKey key, int use)
{
  const char *list = model_experiment_get_text (self->experiment, key);

  for (;;)
    {
      g_autofree char *word = model_column_choice_take_word (&list);
      int first, last;

      if (word == NULL)
        return TRUE;
      if (!find_columns (self, key, word, &first, &last))
        return FALSE;
      for (int c = first; c <= last; c++)
        if (!use_column (self, key, c, use))
          return FALSE;
    }
}

/* A name may have blanks: there is only one. */
static gboolean
use_target (Choosing *self)
{
  const char *text = model_experiment_get_text (self->experiment, MODEL_TARGET);
  const int whole = find_name (self->shape, text);

  if (*text == '\0')
    return TRUE;
  if (whole >= 0)
    return use_column (self, MODEL_TARGET, whole, TARGET);
  if (!use_list (self, MODEL_TARGET, TARGET))
    return FALSE;
  for (int c = 0, n = 0; c < self->shape->n_columns; c++)
    if (self->use[c] == TARGET && ++n > 1)
      return refuse (self, MODEL_TARGET, _ ("several columns; allowed is one"));
  return TRUE;
}

/* Whether a column is an input, or the target, where nobody says so. */
static gboolean
serves (const Choosing *self, int column)
{
  const ModelColumn *c = &self->shape->column[column];

  return c->kind == MODEL_COLUMN_NUMBERS || c->kind == MODEL_COLUMN_BROKEN ||
         (c->kind == MODEL_COLUMN_WORDS && self->onehot && c->categories != NULL);
}

static int
find_target (Choosing *self)
{
  int last = -1;

  for (int c = 0; c < self->shape->n_columns; c++)
    if (self->use[c] == TARGET)
      return c;
    else if (self->use[c] == FREE && serves (self, c) &&
             self->shape->column[c].kind != MODEL_COLUMN_WORDS)
      last = c;
  return last;
}

static int
count_words (const ModelColumn *column)
{
  return column->kind == MODEL_COLUMN_WORDS && column->categories != NULL
             ? (int) g_strv_length (column->categories)
             : 0;
}

static int
count_inputs (const ModelColumn *column)
{
  return MAX (1, count_words (column));
}

/* What is free goes to those without a list: all to one, or the first inputs to A. */
static void
use_rest (Choosing *self)
{
  const gboolean has_a = *model_experiment_get_text (self->experiment, MODEL_COLUMNS_A) != '\0';
  const gboolean has_b = *model_experiment_get_text (self->experiment, MODEL_COLUMNS_B) != '\0';
  int n = 0, n_inputs_a = model_experiment_get_int (self->experiment, MODEL_INPUTS_A);

  for (int c = 0; c < self->shape->n_columns && (!has_a || !has_b); c++)
    if (self->use[c] == FREE && serves (self, c))
      {
        self->use[c] = has_a ? 1 : has_b ? 0 : n >= n_inputs_a;
        n += count_inputs (&self->shape->column[c]);
      }
}

/* The first cell that keeps a column from being one of numbers; NULL: there is none. */
static const char *
find_word (const Choosing *self)
{
  for (int c = 0; c < self->shape->n_columns && !self->onehot; c++)
    if (self->shape->column[c].kind == MODEL_COLUMN_WORDS)
      return self->shape->column[c].word;
  return NULL;
}

static gboolean
refuse_count (Choosing *self, int n_a, int n_b)
{
  const char *file = model_experiment_get_text (self->experiment, MODEL_FILE);
  const int n = n_a + n_b, most = MIN (MODEL_MAX_INPUTS, n - 1);
  const char *word = find_word (self);

  if (n < 2 && word != NULL)
    g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("%s; %d columns of numbers beside the target; allowed are 2 or more, or words "
                    "among them, by categories = onehot"),
                 word, n);
  else if (n < 2)
    g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("file = %s: %d columns of numbers beside the target; allowed are 2 or more: "
                    "inputs of A, inputs of B, target"),
                 file, n);
  else if (*model_experiment_get_text (self->experiment, MODEL_COLUMNS_A) == '\0' &&
           *model_experiment_get_text (self->experiment, MODEL_COLUMNS_B) == '\0')
    g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("inputs_a = %d: allowed is %d to %d, for the %d inputs of %s"),
                 model_experiment_get_int (self->experiment, MODEL_INPUTS_A),
                 MAX (1, n - MODEL_MAX_INPUTS), most, n, file);
  else
    g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("columns_a, columns_b: %d and %d inputs; allowed are 1 to %d of each"), n_a,
                 n_b, MODEL_MAX_INPUTS);
  return FALSE;
}

static gboolean
check_readable (Choosing *self)
{
  for (int c = 0; c < self->shape->n_columns; c++)
    if (self->use[c] != FREE && self->shape->column[c].kind == MODEL_COLUMN_BROKEN)
      {
        g_set_error_literal (self->error, MODEL_ERROR, MODEL_ERROR_KEY,
                             self->shape->column[c].problem);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_words (Choosing *self, int target)
{
  for (int c = 0; c < self->shape->n_columns; c++)
    if (self->use[c] != FREE && self->shape->column[c].kind == MODEL_COLUMN_WORDS)
      {
        const int n = count_words (&self->shape->column[c]);
        g_autofree char *name = model_table_shape_name_column (self->shape, c);

        if (n > 0 && (c != target || n == 2))
          continue;
        g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_RANGE,
                     c == target
                         ? _ ("target: %s has %d different words; allowed are 2, or numbers")
                         : _ ("%s has more than %d different words; allowed are fewer"),
                     name, c == target ? n : MODEL_CSV_MAX_CATEGORIES);
        return FALSE;
      }
  return TRUE;
}

static gboolean
collect (Choosing *self, ModelColumnChoice *choice)
{
  int n[2] = { 0, 0 }, next = 0;

  for (int c = 0; c < self->shape->n_columns; c++)
    if (self->use[c] == 0 || self->use[c] == 1)
      n[self->use[c]] += count_inputs (&self->shape->column[c]);
  if (MIN (n[0], n[1]) < 1 || MAX (n[0], n[1]) > MODEL_MAX_INPUTS)
    return refuse_count (self, n[0], n[1]);
  for (int m = 0; m < 2; m++)
    {
      choice->n[m] = n[m];
      for (int c = 0; c < self->shape->n_columns; c++)
        if (self->use[c] == m)
          {
            const int n_words = count_words (&self->shape->column[c]);

            for (int k = 0; k < MAX (1, n_words); k++)
              choice->input[next++] = (ModelTableInput){ c, n_words > 0 ? k : -1 };
          }
    }
  return TRUE;
}

gboolean
model_column_choice_make (ModelColumnChoice *self,
                          const ModelTableShape *shape,
                          const ModelExperiment *experiment,
                          GError **error)
{
  Choosing choosing = { shape, experiment, FALSE, { 0 }, error };
  int target;

  choosing.onehot =
      model_experiment_get_int (experiment, MODEL_CATEGORIES) == MODEL_CATEGORIES_ONEHOT;
  for (int c = 0; c < shape->n_columns; c++)
    choosing.use[c] = FREE;
  if (!use_target (&choosing) || !use_list (&choosing, MODEL_COLUMNS_A, 0) ||
      !use_list (&choosing, MODEL_COLUMNS_B, 1))
    return FALSE;
  target = find_target (&choosing);
  if (target < 0)
    return refuse_count (&choosing, 0, 0);
  choosing.use[target] = TARGET;
  self->target = (ModelTableInput){ target, -1 };
  use_rest (&choosing);
  return check_readable (&choosing) && check_words (&choosing, target) && collect (&choosing, self);
}

char *
model_column_choice_name_input (const ModelColumnChoice *self,
                                const ModelTableShape *shape,
                                int m,
                                int i)
{
  const ModelTableInput *input = &self->input[(m == 1 ? self->n[0] : 0) + i];
  const ModelColumn *column = &shape->column[input->column];
  const char *name = column->name != NULL ? column->name : "";

  return input->category < 0
             ? g_strdup (name)
             : g_strdup_printf ("%s: %s", name, column->categories[input->category]);
}

static gboolean
is_used (const ModelColumnChoice *self, int column)
{
  if (self->target.column == column)
    return TRUE;
  for (int i = 0; i < self->n[0] + self->n[1]; i++)
    if (self->input[i].column == column)
      return TRUE;
  return FALSE;
}

/* Numbers, too, where nobody chose them. */
static const char *
say_why (ModelColumnKind kind)
{
  return kind == MODEL_COLUMN_NUMBERS || kind == MODEL_COLUMN_BROKEN
             ? _ ("not chosen")
             : model_column_kind_get_words (kind);
}

char *
model_column_choice_describe_rest (const ModelColumnChoice *self, const ModelTableShape *shape)
{
  g_autoptr (GString) list = g_string_new (NULL);
  int n = 0;

  for (int c = 0; c < shape->n_columns; c++)
    if (!is_used (self, c) && ++n <= MOST_LEFT_OUT)
      {
        g_autofree char *name = model_table_shape_name_column (shape, c);

        g_string_append_printf (list, "%s%s: %s", list->len > 0 ? "; " : "", name,
                                say_why (shape->column[c].kind));
      }
  if (n > MOST_LEFT_OUT)
    g_string_append_printf (list, _ ("; %d more"), n - MOST_LEFT_OUT);
  /* Translators: a list of columns, each with why it is left out. */
  return list->len > 0 ? g_strdup_printf (_ ("left out: %s"), list->str) : NULL;
}
