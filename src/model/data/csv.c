/* Reads CSV files byte by byte: a small machine for the quotes, one cell at a time. */
#include "model/data/csv.h"

#include "model/data/input_file.h"
#include "num/cancel.h"
#include "num/number.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum
{
  BUFFER_BYTES = 1 << 16,
  LONGEST_CELL = 4096,
  LONGEST_QUOTE = 24 /* characters of a cell that a message repeats */
};

typedef enum
{
  READ_CELL, /* ends at a separator */
  READ_ROW,  /* ends at a line's end, too */
  READ_END,  /* nothing but the end of the file was there */
  READ_FAILED
} Read;

typedef struct
{
  const char *path;
  FILE *file;
  char buffer[BUFFER_BYTES];
  gsize length, next;
  char separator;
  gsize line, cell_line; /* from 1; where the cell in hand begins */
  int column;            /* of the cell in hand, from 1 */
  GString *cell;
  gboolean quoted;   /* the cell in hand was */
  GArray *numbers;   /* double */
  ModelCsv *table;   /* n_columns is 0 before the first row */
  int least_columns; /* that are wanted */
  gboolean quotes;   /* messages may repeat what stands in the file */
  const int *cancel; /* or NULL */
  GError **error;
} Reader;

static int
peek (Reader *self)
{
  if (self->next == self->length)
    {
      self->length = fread (self->buffer, 1, BUFFER_BYTES, self->file);
      self->next = 0;
    }
  return self->next < self->length ? (guchar) self->buffer[self->next] : EOF;
}

static int
take (Reader *self)
{
  int c = peek (self);

  if (c == EOF)
    return c;
  self->next++;
  /* Lines end in LF, CR LF, or CR alone, as old Macs have it: all are one LF from here on. */
  if (c == '\r')
    {
      if (peek (self) == '\n')
        self->next++;
      c = '\n';
    }
  if (c == '\n')
    self->line++;
  return c;
}

static Read
refuse_cell (Reader *self, const char *what)
{
  g_autofree char *name = NULL;

  if (self->quotes && self->table->names != NULL && self->column <= self->table->n_columns)
    name = g_strdup_printf (" (%s)", self->table->names[self->column - 1]);
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("%s: line %zu, column %d%s: %s"),
               self->path, self->cell_line, self->column, name != NULL ? name : "", what);
  return READ_FAILED;
}

/* The rest of a quoted cell; a doubled quote stands for one. */
static gboolean
read_quoted (Reader *self)
{
  for (;;)
    {
      int c = take (self);

      if (c == EOF)
        {
          refuse_cell (self, _ ("a quote is opened and never closed"));
          return FALSE;
        }
      if (c == '"' && peek (self) != '"')
        return TRUE;
      if (c == '"')
        take (self);
      if (self->cell->len == LONGEST_CELL)
        {
          refuse_cell (self, _ ("too long for a number; is a quote missing?"));
          return FALSE;
        }
      g_string_append_c (self->cell, (char) c);
    }
}

static Read
read_cell (Reader *self)
{
  g_string_truncate (self->cell, 0);
  self->quoted = FALSE;
  self->cell_line = self->line;
  for (;;)
    {
      int c = take (self);

      if (c == self->separator)
        return READ_CELL;
      if (c == EOF && self->column == 1 && self->cell->len == 0 && !self->quoted)
        return ferror (self->file) ? READ_FAILED : READ_END;
      if (c == '\n' || c == EOF)
        return READ_ROW;
      if (c == '\0')
        return refuse_cell (self, _ ("not a text file"));
      if (c == '"' && strspn (self->cell->str, " \t") == self->cell->len && !self->quoted)
        {
          self->quoted = TRUE;
          if (!read_quoted (self))
            return READ_FAILED;
          continue;
        }
      if (self->cell->len == LONGEST_CELL)
        return refuse_cell (self, _ ("too long for a number; allowed separators are , ; and tab"));
      g_string_append_c (self->cell, (char) c);
    }
}

static gboolean
parse (const Reader *self, double *value)
{
  if (self->separator != ',' && strchr (self->cell->str, '.') == NULL)
    g_strdelimit (self->cell->str, ",", '.');
  return strlen (self->cell->str) == self->cell->len && num_number_parse (self->cell->str, value);
}

/* The cell in one line, as messages repeat it. Owned by the caller. */
static char *
dup_cell (const Reader *self)
{
  char *valid = g_utf8_make_valid (self->cell->str, -1);

  return g_strstrip (g_strdelimit (valid, "\n", ' '));
}

static Read
refuse_number (Reader *self)
{
  g_autofree char *valid = dup_cell (self), *quote = NULL, *what = NULL;

  if (*valid == '\0')
    return refuse_cell (self, _ ("empty; every cell must hold a finite number"));
  if (!self->quotes)
    return refuse_cell (self, _ ("not a finite number"));
  quote = g_utf8_strlen (valid, -1) > LONGEST_QUOTE ? g_utf8_substring (valid, 0, LONGEST_QUOTE)
                                                    : g_strdup (valid);
  what = g_strdup_printf (_ ("“%s” is not a finite number"), quote);
  return refuse_cell (self, what);
}

/* The first row: names, unless a cell of it is a number; then all have to be. */
static Read
read_first_row (Reader *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int first_word = 0, n_numbers = 0;
  g_autofree char *word = NULL;
  Read read;

  do
    {
      double value;

      self->column++;
      if (self->column > MODEL_CSV_MAX_COLUMNS)
        return refuse_cell (self, _ ("more than 1001 columns: 500 inputs of A, 500 of B, target"));
      read = read_cell (self);
      if (read != READ_CELL && read != READ_ROW)
        return read;
      if (parse (self, &value))
        {
          n_numbers++;
          g_array_append_val (self->numbers, value);
        }
      else if (first_word == 0)
        {
          first_word = self->column;
          word = g_strdup (self->cell->str);
        }
      g_ptr_array_add (names, dup_cell (self));
    }
  while (read == READ_CELL);
  if (n_numbers > 0 && first_word > 0)
    {
      self->column = first_word;
      g_string_assign (self->cell, word);
      return refuse_number (self);
    }
  self->table->n_columns = self->column;
  if (n_numbers == 0)
    {
      g_ptr_array_add (names, NULL);
      self->table->names = (GStrv) g_ptr_array_steal (names, NULL);
    }
  return READ_ROW;
}

static Read
refuse_length (Reader *self)
{
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_KEY,
               _ ("%s: line %zu: %d cells; allowed are %d, as in the first line"), self->path,
               self->cell_line, self->column, self->table->n_columns);
  return READ_FAILED;
}

static Read
read_row (Reader *self)
{
  Read read;

  do
    {
      double value;

      self->column++;
      read = read_cell (self);
      if (read != READ_CELL && read != READ_ROW)
        return read;
      if (read == READ_ROW && self->column == 1 && !self->quoted &&
          strspn (self->cell->str, " \t") == self->cell->len)
        return READ_ROW; /* a blank line */
      if (self->column > self->table->n_columns)
        return refuse_length (self);
      if (!parse (self, &value))
        return refuse_number (self);
      g_array_append_val (self->numbers, value);
    }
  while (read == READ_CELL);
  return self->column == self->table->n_columns ? READ_ROW : refuse_length (self);
}

/* An array doubles when it is full. */
static gboolean
may_go_on (Reader *self)
{
  const guint64 bytes = (guint64) (self->numbers->len + self->table->n_columns) * sizeof (double);

  if (num_is_cancelled (self->cancel))
    {
      g_set_error_literal (self->error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
      return FALSE;
    }
  if (bytes <= MODEL_CSV_MAX_BYTES)
    return TRUE;
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_MEMORY,
               _ ("%s: line %zu: more than %d MiB of numbers; allowed are fewer rows"), self->path,
               self->line, (int) (MODEL_CSV_MAX_BYTES >> 20));
  return FALSE;
}

static gboolean
check_table (Reader *self)
{
  const ModelCsv *table = self->table;

  if (table->n_columns < self->least_columns)
    g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_KEY,
                 _ ("%s: line 1: columns = %d: allowed are %d or more, separated by commas: inputs "
                    "of A, inputs of B, target"),
                 self->path, table->n_columns, self->least_columns);
  else if (self->numbers->len == 0)
    g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("%s: line %zu: no row of numbers"),
                 self->path, self->line);
  else
    return TRUE;
  return FALSE;
}

/* The line that the reader stands on is left for it to be read. */
static void
guess_separator (Reader *self)
{
  gsize i;

  self->separator = ',';
  for (i = self->next; i < self->length && !strchr ("\r\n", self->buffer[i]); i++)
    if (self->buffer[i] == ';' || (self->buffer[i] == '\t' && self->separator == ','))
      self->separator = self->buffer[i];
}

static gboolean
skip_mark (Reader *self)
{
  static const guchar mark[] = { 0xef, 0xbb, 0xbf };

  peek (self);
  if (self->length >= 3 && memcmp (self->buffer, mark, 3) == 0)
    self->next = 3;
  else if (self->length >= 2 &&
           (memcmp (self->buffer, "\xff\xfe", 2) == 0 || memcmp (self->buffer, "\xfe\xff", 2) == 0))
    {
      g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_KEY,
                   _ ("%s: line 1: UTF-16; allowed is UTF-8: save it as such"), self->path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_table (Reader *self)
{
  Read read;

  if (!skip_mark (self))
    return FALSE;
  while (peek (self) == '\n' || peek (self) == '\r')
    take (self);
  guess_separator (self);
  read = read_first_row (self);
  while (read == READ_ROW)
    {
      if (!may_go_on (self))
        return FALSE;
      self->column = 0;
      read = read_row (self);
    }
  if (read == READ_END)
    return check_table (self);
  if (self->error != NULL && *self->error == NULL)
    g_set_error (self->error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", self->path,
                 g_strerror (errno));
  return FALSE;
}

ModelCsv *
model_csv_load (
    const char *path, int least_columns, gboolean quotes, const int *cancel, GError **error)
{
  g_autoptr (ModelCsv) table = g_new0 (ModelCsv, 1);
  g_autofree Reader *reader = g_new0 (Reader, 1);
  GError *local = NULL;
  const int fd = model_input_file_open (path, MODEL_CSV_MAX_BYTES, error);
  gboolean ok;

  if (fd < 0)
    return NULL;
  reader->file = fdopen (fd, "rb");
  reader->quotes = quotes;
  reader->path = path;
  reader->line = 1;
  reader->cell = g_string_new (NULL);
  reader->numbers = g_array_new (FALSE, FALSE, sizeof (double));
  reader->table = table;
  reader->least_columns = least_columns;
  reader->cancel = cancel;
  reader->error = &local;
  ok = read_table (reader);
  fclose (reader->file);
  g_string_free (reader->cell, TRUE);
  if (ok)
    table->n_rows = reader->numbers->len / table->n_columns;
  table->cell = (double *) (void *) g_array_free (reader->numbers, !ok);
  if (ok)
    return g_steal_pointer (&table);
  g_propagate_error (error, local);
  return NULL;
}

void
model_csv_free (ModelCsv *self)
{
  if (self == NULL)
    return;
  g_free (self->cell);
  g_strfreev (self->names);
  g_free (self);
}
