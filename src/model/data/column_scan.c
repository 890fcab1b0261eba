/* Decides by the whole column what a cell of it cannot tell. */
#include "model/data/column_scan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOT_FINITE                                                                                 \
  N_ ("not a finite number, as most cells of its column are; mend it, or leave the column out: "   \
      "columns_a, columns_b")

enum
{
  LONGEST_TEXT = 64 /* bytes of a cell that are kept to be quoted */
};

void
model_column_scan_init (ModelColumnScan *self)
{
  *self = (ModelColumnScan){ .counts = TRUE, .rises = TRUE, .least = -INFINITY };
}

void
model_column_scan_clear (ModelColumnScan *self)
{
  for (int k = 0; k < MODEL_N_SPELLINGS; k++)
    g_free (self->kind[k].text);
  g_free (self->other_unit.text);
  g_clear_pointer (&self->words, g_hash_table_unref);
}

static void
add_word (ModelColumnScan *self, const char *cell, gsize length)
{
  if (self->words == NULL)
    self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size (self->words) <= MODEL_CSV_MAX_CATEGORIES)
    g_hash_table_add (self->words, g_strndup (cell, length));
}

static void
count_on (ModelColumnScan *self, ModelSpelling spelling, const char *cell, gsize length)
{
  const gsize n = self->kind[MODEL_SPELLING_PLAIN].n;
  double value;

  self->counts = spelling == MODEL_SPELLING_PLAIN &&
                 model_spelling_read (cell, length, '.', &value) &&
                 (n == 0 ? value == 0 || value == 1 : value == self->last + 1);
  if (self->counts)
    self->last = value;
}

static void
count_cell (ModelCellKind *kind, const char *cell, gsize length, gsize line)
{
  if (kind->n++ > 0)
    return;
  kind->line = line;
  kind->text = g_strndup (cell, MIN (length, LONGEST_TEXT));
}

static gsize
count_numbers (const ModelColumnScan *self)
{
  gsize n = 0;

  for (int k = MODEL_SPELLING_PLAIN; k < MODEL_N_SPELLINGS; k++)
    n += self->kind[k].n;
  return n;
}

/* Decimal commas make no rising index: nobody's program writes one. */
static void
rise_on (ModelColumnScan *self, const char *cell, gsize length)
{
  double value;

  self->rises = model_spelling_read (cell, length, '.', &value) && value > self->least;
  if (self->rises)
    self->least = value;
}

void
model_column_scan_add (ModelColumnScan *self, const char *cell, gsize length, gsize line)
{
  const char *unit;
  const ModelSpelling spelling = model_spelling_find_unit (cell, length, &unit);

  if (self->counts)
    count_on (self, spelling, cell, length);
  if (self->rises && spelling > MODEL_SPELLING_WORD)
    rise_on (self, cell, length);
  if (spelling > MODEL_SPELLING_INFINITE)
    {
      if (count_numbers (self) == 0)
        self->unit = unit;
      else if (unit != self->unit)
        count_cell (&self->other_unit, cell, length, line);
    }
  count_cell (&self->kind[spelling], cell, length, line);
  if (spelling == MODEL_SPELLING_WORD)
    add_word (self, cell, length);
}

static gsize
count (const ModelColumnScan *self, ModelSpelling a, ModelSpelling b)
{
  return self->kind[a].n + self->kind[b].n;
}

static gboolean
has_point (const ModelColumnScan *self)
{
  return count (self, MODEL_SPELLING_POINT, MODEL_SPELLING_COMMAS_POINT) > 0 ||
         self->kind[MODEL_SPELLING_COMMAS].n > 0;
}

static gboolean
has_comma (const ModelColumnScan *self)
{
  return count (self, MODEL_SPELLING_COMMA, MODEL_SPELLING_POINTS_COMMA) > 0 ||
         self->kind[MODEL_SPELLING_POINTS].n > 0;
}

void
model_column_scan_find_marks (const ModelColumnScan *self, ModelMarks *marks)
{
  marks->point = marks->point || self->kind[MODEL_SPELLING_POINT].n > 0 ||
                 self->kind[MODEL_SPELLING_COMMAS_POINT].n > 0;
  marks->comma = marks->comma || self->kind[MODEL_SPELLING_COMMA].n > 0 ||
                 self->kind[MODEL_SPELLING_POINTS_COMMA].n > 0;
}

/* The first cell of either kind that there is. */
static const ModelCellKind *
get_first (const ModelColumnScan *self, ModelSpelling a, ModelSpelling b)
{
  const ModelCellKind *first = &self->kind[a], *second = &self->kind[b];

  return first->n > 0 && (second->n == 0 || first->line <= second->line) ? first : second;
}

/* What of a column cannot be where its decimal mark is this one. */
static const ModelCellKind *
find_misfit (const ModelColumnScan *self, char decimal)
{
  const gboolean point = decimal == '.';
  const ModelCellKind *misfit =
      get_first (self, point ? MODEL_SPELLING_COMMA : MODEL_SPELLING_POINT,
                 point ? MODEL_SPELLING_POINTS_COMMA : MODEL_SPELLING_COMMAS_POINT);
  const ModelCellKind *groups = &self->kind[point ? MODEL_SPELLING_POINTS : MODEL_SPELLING_COMMAS];

  return misfit->n > 0 ? misfit : groups->n > 0 ? groups : NULL;
}

/* The mark is told; what may be of thousands has to be shown to be. */
static const ModelCellKind *
check_thousands (const ModelColumnScan *self, char decimal, char separator)
{
  const ModelCellKind *unsure = &self->kind[decimal == '.' ? MODEL_SPELLING_COMMA_OR_THOUSANDS
                                                           : MODEL_SPELLING_POINT_OR_THOUSANDS];
  const gsize shown = decimal == '.'
                          ? count (self, MODEL_SPELLING_COMMAS, MODEL_SPELLING_COMMAS_POINT)
                          : count (self, MODEL_SPELLING_POINTS, MODEL_SPELLING_POINTS_COMMA);

  /* Who separates cells by commas has no decimal ones: those in quotes are of thousands. */
  return unsure->n == 0 || shown > 0 || (decimal == '.' && separator == ',') ? NULL : unsure;
}

/* A column whose marks are all unsure: the rest of the file may tell. */
static const ModelCellKind *
tell_by_file (const ModelColumnScan *self, const ModelMarks *marks, char separator, char *decimal)
{
  const ModelCellKind *points = &self->kind[MODEL_SPELLING_POINT_OR_THOUSANDS];
  const ModelCellKind *commas = &self->kind[MODEL_SPELLING_COMMA_OR_THOUSANDS];

  *decimal = '.';
  if (points->n > 0 && commas->n > 0)
    return points->line > commas->line ? points : commas;
  if (points->n > 0)
    return marks->comma || (separator == ';' && !marks->point) ? points : NULL;
  if (commas->n == 0)
    return NULL;
  if (separator == ',')
    return marks->comma ? commas : NULL;
  *decimal = ',';
  return marks->comma && !marks->point ? NULL : commas;
}

static const ModelCellKind *
tell_decimal (
    const ModelColumnScan *self, const ModelMarks *marks, char separator, int chosen, char *decimal)
{
  const ModelCellKind *misfit;

  if (chosen != MODEL_DECIMAL_AUTO)
    {
      *decimal = chosen == MODEL_DECIMAL_POINT ? '.' : ',';
      return find_misfit (self, *decimal);
    }
  if (!has_point (self) && !has_comma (self))
    return tell_by_file (self, marks, separator, decimal);
  *decimal = has_point (self) ? '.' : ',';
  misfit = find_misfit (self, *decimal);
  return misfit != NULL ? misfit : check_thousands (self, *decimal, separator);
}

static int
compare_words (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GStrv
dup_categories (GHashTable *words)
{
  const guint n = words != NULL ? g_hash_table_size (words) : 0;
  GHashTableIter iter;
  gpointer word;
  GStrv sorted;

  if (n == 0 || n > MODEL_CSV_MAX_CATEGORIES)
    return NULL;
  sorted = g_new0 (char *, n + 1);
  g_hash_table_iter_init (&iter, words);
  for (guint i = 0; g_hash_table_iter_next (&iter, &word, NULL); i++)
    sorted[i] = g_strdup (word);
  qsort (sorted, n, sizeof *sorted, compare_words);
  return sorted;
}

static gboolean
is_called (const char *name, const char *const *names, gsize n)
{
  for (gsize i = 0; name != NULL && i < n; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Numbers of rows: a first column without a name among columns with names, as R and pandas write
 * them, of whole numbers or rising; one that counts, and is called so; whole numbers that are
 * called an identifier. */
static gboolean
is_index (const ModelColumnScan *self, gboolean leads, gsize n_numbers, const char *name)
{
  static const char *const identifiers[] = { "id", "row_id", "unnamed: 0", "rownames" };
  static const char *const names[] = {
    "index", "row", "rowindex", "no", "no.", "nr", "nr.", "obs"
  };
  const gboolean whole = self->kind[MODEL_SPELLING_PLAIN].n == n_numbers;

  if (leads && name != NULL && *name == '\0')
    return whole || self->rises;
  if (n_numbers <= 2)
    return FALSE;
  return (whole && is_called (name, identifiers, G_N_ELEMENTS (identifiers))) ||
         (self->counts && is_called (name, names, G_N_ELEMENTS (names)));
}

/* Numbers, all but for a few cells: a slip of the pen rather than words. */
static const ModelCellKind *
check_words (const ModelColumnScan *self, gsize n_numbers, ModelColumn *column, const char **what)
{
  const ModelCellKind *word = &self->kind[MODEL_SPELLING_WORD];

  column->kind = MODEL_COLUMN_WORDS;
  if (n_numbers <= word->n)
    {
      column->categories = dup_categories (self->words);
      return NULL;
    }
  *what = NOT_FINITE;
  return word;
}

const ModelCellKind *
model_column_scan_decide (const ModelColumnScan *self,
                          gboolean leads,
                          const ModelMarks *marks,
                          char separator,
                          int decimal,
                          ModelColumn *column,
                          const char **what)
{
  const gsize n_infinite = self->kind[MODEL_SPELLING_INFINITE].n;
  const gsize n_numbers = count_numbers (self);
  const ModelCellKind *bad = NULL;

  column->n_missing = self->kind[MODEL_SPELLING_MISSING].n;
  column->decimal = '.';
  column->kind = MODEL_COLUMN_EMPTY;
  if (self->kind[MODEL_SPELLING_WORD].n > 0)
    bad = check_words (self, n_numbers, column, what);
  else if (n_numbers + n_infinite > 0)
    {
      column->kind = is_index (self, leads, n_numbers, column->name) ? MODEL_COLUMN_INDEX
                                                                     : MODEL_COLUMN_NUMBERS;
      bad = tell_decimal (self, marks, separator, decimal, &column->decimal);
      *what = N_ ("its mark may be a decimal one or one of thousands; allowed is to say which, by "
                  "decimal = point or decimal = comma");
      if (bad == NULL && self->other_unit.n > 0)
        {
          bad = &self->other_unit;
          *what = N_ ("another unit than in the cells before it; allowed is one for the column");
        }
      if (bad == NULL && n_infinite > 0)
        {
          bad = &self->kind[MODEL_SPELLING_INFINITE];
          *what = NOT_FINITE;
          column->only_infinite = TRUE;
        }
    }
  if (bad != NULL)
    column->kind = MODEL_COLUMN_BROKEN;
  return bad;
}
