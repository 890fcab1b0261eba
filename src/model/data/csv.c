/* Reads a table twice: first to see what its columns are, then for its numbers. */
#include "model/data/csv.h"

#include "model/data/column_scan.h"
#include "model/data/csv_layout.h"
#include "model/data/text_file.h"
#include "num/cancel.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  LONGEST_QUOTE = 24, /* characters of a cell that a message repeats */
  ROWS_TOLD = 1024    /* between two words about progress */
};

typedef struct
{
  const char *path;
  char *text;
  gsize length;
  ModelCsvLayout layout;
  int decimal;
  gboolean quotes; /* messages may repeat what stands in the file */
  const int *cancel;
  int *progress;         /* (nullable) */
  int pass;              /* of two */
  ModelColumnScan *scan; /* (n_columns) */
  ModelCsv *table;
  GError **error;
} Reader;

static gboolean
refuse_line (Reader *self, gsize line, const char *what)
{
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("%s: line %zu: %s"), self->path, line,
               what);
  return FALSE;
}

/* "-12.5-3.25", in columns of fixed width: two numbers and no blank. */
static gboolean
is_touching (const ModelCells *cells)
{
  for (gsize i = 1; cells->separator == ' ' && i + 1 < cells->length; i++)
    if (cells->cell[i] == '-' && g_ascii_isdigit (cells->cell[i - 1]))
      return model_spelling_find (cells->cell, i) > MODEL_SPELLING_WORD &&
             (g_ascii_isdigit (cells->cell[i + 1]) || cells->cell[i + 1] == '.');
  return FALSE;
}

/* @touching: (nullable): a cell of it */
static gboolean
refuse_length (Reader *self, gsize line, int n, const char *touching)
{
  g_autofree char *what = NULL;

  if (touching != NULL && self->quotes)
    what = g_strdup_printf (_ ("“%s”: numbers that touch, in %d cells where others have %d; part "
                               "them by blanks"),
                            touching, n, self->layout.n_columns);
  else
    what = g_strdup_printf (_ ("%d cells; allowed are %d, as in the other lines"), n,
                            self->layout.n_columns);
  return refuse_line (self, line, what);
}

/* The start of a cell in one line. Owned by the caller. */
static char *
quote_cell (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_strdelimit (valid, "\r\n\t", ' ');
  return g_utf8_strlen (valid, -1) > LONGEST_QUOTE ? g_utf8_substring (valid, 0, LONGEST_QUOTE)
                                                   : g_steal_pointer (&valid);
}

/* A cell that makes its column useless, in one line. Owned by the caller. */
static char *
describe_cell (const Reader *self, int c, gsize line, const char *text, const char *what)
{
  const char *name = self->quotes ? self->table->shape->column[c].name : NULL;
  g_autofree char *quote = quote_cell (text);
  g_autofree char *named = name != NULL && *name != '\0' ? g_strdup_printf (" (%s)", name) : NULL;

  if (!self->quotes)
    return g_strdup_printf (_ ("%s: line %zu, column %d: %s"), self->path, line, c + 1, what);
  return g_strdup_printf (_ ("%s: line %zu, column %d%s: “%s”: %s"), self->path, line, c + 1,
                          named != NULL ? named : "", quote, what);
}

/* Called for each cell of the table but those behind its last column. */
typedef void (*CellFunc) (Reader *self, gsize row, int c, const ModelCells *cells);

/* FALSE where the row is refused. */
static gboolean
read_row (Reader *self, ModelCells *cells, gsize row, CellFunc use)
{
  const gsize line = cells->line;
  g_autofree char *touching = NULL;
  ModelCellEnd end;
  int c = 0, n_beyond = 0;

  do
    {
      end = model_cells_read (cells);
      if (end == MODEL_CELL_OPEN)
        return refuse_line (self, cells->cell_line, _ ("a quote is opened and never closed"));
      if (c < self->layout.n_columns)
        use (self, row, c, cells);
      else if (cells->length > 0)
        n_beyond = c + 1;
      if (touching == NULL && is_touching (cells))
        touching = g_strndup (cells->cell, MIN (cells->length, LONGEST_QUOTE));
      c++;
    }
  while (end == MODEL_CELL_NEXT);
  if (n_beyond > 0)
    return refuse_length (self, line, n_beyond, touching);
  return c >= self->layout.n_columns || refuse_length (self, line, c, touching);
}

/* How far two passes over the text have come. */
static void
tell_progress (const Reader *self, const char *at)
{
  const double part = (double) (at - self->text) / (double) MAX (1, self->length);

  if (self->progress != NULL)
    g_atomic_int_set (self->progress, (int) (50 * (self->pass + part)));
}

/* Each row of the table, in its order. */
static gboolean
read_rows (Reader *self, CellFunc use, gsize *n_rows)
{
  ModelCells cells;
  gsize row = 0;
  gboolean ok = TRUE;

  model_cells_init (&cells, self->layout.body,
                    (gsize) (self->text + self->length - self->layout.body),
                    self->layout.separator);
  cells.line = self->layout.body_line;
  while (ok && model_cells_begin_row (&cells))
    {
      if (num_is_cancelled (self->cancel))
        {
          g_set_error_literal (self->error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
          ok = FALSE;
          break;
        }
      if (row % ROWS_TOLD == 0)
        tell_progress (self, cells.at);
      ok = read_row (self, &cells, row, use);
      row += ok;
    }
  model_cells_clear (&cells);
  tell_progress (self, self->text + self->length);
  self->pass++;
  *n_rows = row;
  return ok;
}

static void
scan_cell (Reader *self, gsize row G_GNUC_UNUSED, int c, const ModelCells *cells)
{
  model_column_scan_add (&self->scan[c], cells->cell, cells->length, cells->cell_line);
}

static int
find_category (const ModelColumn *column, const ModelCells *cells)
{
  for (int k = 0; column->categories != NULL && column->categories[k] != NULL; k++)
    if (strlen (column->categories[k]) == cells->length &&
        memcmp (column->categories[k], cells->cell, cells->length) == 0)
      return k;
  return -1;
}

static void
keep_cell (Reader *self, gsize row, int c, const ModelCells *cells)
{
  ModelTableShape *shape = self->table->shape;
  ModelColumn *column = &shape->column[c];
  double *value = &self->table->cell[row * (gsize) shape->n_columns + (gsize) c];
  int category;

  self->table->line[row] = (guint32) cells->cell_line;
  *value = NAN;
  if (column->kind == MODEL_COLUMN_WORDS)
    {
      category = find_category (column, cells);
      if (category >= 0)
        *value = category;
    }
  else if ((column->kind <= MODEL_COLUMN_INDEX || column->only_infinite) &&
           !model_spelling_read (cells->cell, cells->length, column->decimal, value) &&
           model_spelling_find (cells->cell, cells->length) != MODEL_SPELLING_MISSING)
    {
      g_autofree char *text = g_strndup (cells->cell, cells->length);

      *value = model_spelling_get_infinity (cells->cell, cells->length);
      column->kind = MODEL_COLUMN_BROKEN;
      column->only_infinite = TRUE;
      if (column->problem == NULL)
        column->problem =
            describe_cell (self, c, cells->cell_line, text, _ ("not a finite number"));
    }
}

static void
name_columns (Reader *self, ModelTableShape *shape)
{
  GPtrArray *names = self->layout.names;

  shape->n_columns = self->layout.n_columns;
  shape->column = g_new0 (ModelColumn, MAX (1, shape->n_columns));
  for (int c = 0; names != NULL && c < shape->n_columns; c++)
    shape->column[c].name = g_strdup (g_ptr_array_index (names, c));
  shape->separator = self->layout.separator;
  shape->has_header = names != NULL;
  shape->names_are_numbers = self->layout.names_are_numbers;
  shape->has_units = self->layout.has_units;
  shape->n_titles = self->layout.n_titles;
}

static void
decide_columns (Reader *self, ModelTableShape *shape)
{
  ModelMarks marks = { FALSE, FALSE };

  for (int c = 0; c < shape->n_columns; c++)
    model_column_scan_find_marks (&self->scan[c], &marks);
  for (int c = 0; c < shape->n_columns; c++)
    {
      const char *what;
      const ModelCellKind *bad =
          model_column_scan_decide (&self->scan[c], c == 0 && shape->n_columns > 1, &marks,
                                    shape->separator, self->decimal, &shape->column[c], &what);

      const ModelCellKind *word = &self->scan[c].kind[MODEL_SPELLING_WORD];

      if (bad != NULL)
        shape->column[c].problem = describe_cell (self, c, bad->line, bad->text, _ (what));
      if (shape->column[c].kind == MODEL_COLUMN_WORDS)
        shape->column[c].word = describe_cell (self, c, word->line, word->text, _ ("not a number"));
    }
}

/* Of trailing separators no column is made. */
static void
drop_empty_end (ModelTableShape *shape)
{
  const ModelColumn *last = &shape->column[shape->n_columns - 1];

  if (last->kind == MODEL_COLUMN_EMPTY && (last->name == NULL || *last->name == '\0'))
    {
      g_free (last->name);
      shape->n_columns--;
    }
}

static gboolean
check_size (Reader *self, gsize n_rows, int n_columns)
{
  const guint64 bytes = (guint64) n_rows * (guint64) n_columns * sizeof (double);

  if (n_rows == 0)
    return refuse_line (self, self->layout.body_line, _ ("no row of numbers"));
  if (bytes <= MODEL_CSV_MAX_BYTES && n_rows <= G_MAXINT)
    return TRUE;
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_MEMORY,
               _ ("%s: more than %d MiB of numbers; allowed are fewer rows"), self->path,
               (int) (MODEL_CSV_MAX_BYTES >> 20));
  return FALSE;
}

static gboolean
check_width (Reader *self)
{
  g_autofree char *what = NULL;

  if (self->layout.n_columns <= MODEL_CSV_MAX_COLUMNS)
    return TRUE;
  what = g_strdup_printf (_ ("%d columns; allowed are up to %d"), self->layout.n_columns,
                          MODEL_CSV_MAX_COLUMNS);
  return refuse_line (self, self->layout.header_line, what);
}

/* The second time: the numbers, in as many columns as are left. */
static gboolean
keep_rows (Reader *self, gsize n_rows)
{
  ModelTableShape *shape = self->table->shape;

  shape->n_rows = n_rows;
  self->layout.n_columns = shape->n_columns;
  self->table->cell = g_try_new (double, n_rows *(gsize) shape->n_columns);
  self->table->line = g_try_new (guint32, n_rows);
  if (self->table->cell != NULL && self->table->line != NULL)
    return read_rows (self, keep_cell, &n_rows);
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_MEMORY, _ ("%s: not enough memory"),
               self->path);
  return FALSE;
}

static gboolean
read_table (Reader *self)
{
  ModelTableShape *shape = self->table->shape;
  gsize n_rows;
  gboolean ok;

  model_csv_layout_find (&self->layout, self->text, self->length);
  if (!check_width (self))
    return FALSE;
  name_columns (self, shape);
  self->scan = g_new (ModelColumnScan, MAX (1, shape->n_columns));
  for (int c = 0; c < self->layout.n_columns; c++)
    model_column_scan_init (&self->scan[c]);
  ok = read_rows (self, scan_cell, &n_rows) && check_size (self, n_rows, shape->n_columns);
  if (ok)
    decide_columns (self, shape);
  for (int c = 0; c < self->layout.n_columns; c++)
    model_column_scan_clear (&self->scan[c]);
  g_free (self->scan);
  if (!ok)
    return FALSE;
  drop_empty_end (shape);
  return keep_rows (self, n_rows);
}

ModelCsv *
model_csv_load (const char *path,
                int decimal,
                gboolean quotes,
                const int *cancel,
                int *progress,
                GError **error)
{
  g_autoptr (ModelCsv) table = g_new0 (ModelCsv, 1);
  Reader reader = { .path = path,
                    .decimal = decimal,
                    .quotes = quotes,
                    .cancel = cancel,
                    .progress = progress,
                    .table = table,
                    .error = error };
  gboolean ok;

  table->shape = g_new0 (ModelTableShape, 1);
  g_atomic_ref_count_init (&table->shape->ref_count);
  reader.text = model_text_file_read (path, cancel, &table->shape->encoding, &reader.length, error);
  if (reader.text == NULL)
    return NULL;
  ok = read_table (&reader);
  model_csv_layout_clear (&reader.layout);
  g_free (reader.text);
  return ok ? g_steal_pointer (&table) : NULL;
}

void
model_csv_free (ModelCsv *self)
{
  if (self == NULL)
    return;
  model_table_shape_unref (self->shape);
  g_free (self->cell);
  g_free (self->line);
  g_free (self);
}
