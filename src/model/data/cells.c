/* Cells are pieces of the text: nothing is copied but what doubled quotes stand for. */
#include "model/data/cells.h"

#include <string.h>

void
model_cells_init (ModelCells *self, const char *text, gsize length, char separator)
{
  *self = (ModelCells){ .at = text, .end = text + length, .separator = separator, .line = 1 };
}

void
model_cells_clear (ModelCells *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
is_end_of_line (char c)
{
  return c == '\n' || c == '\r';
}

/* Lines end in LF, CR LF, or CR alone, as old Macs have it. */
static void
skip_end_of_line (ModelCells *self)
{
  if (self->at == self->end)
    return;
  if (*self->at == '\r' && self->end - self->at > 1 && self->at[1] == '\n')
    self->at++;
  self->at++;
  self->line++;
}

void
model_cells_take_line (ModelCells *self, const char **line, gsize *length)
{
  const char *start = self->at;

  while (self->at < self->end && !is_end_of_line (*self->at))
    self->at++;
  if (line != NULL)
    {
      *line = start;
      *length = (gsize) (self->at - start);
    }
  skip_end_of_line (self);
}

/* Bytes of the mark that makes a line a comment, 0 if none does. */
static int
count_comment_mark (const char *at, const char *end)
{
  const char *c = at;

  while (c < end && (*c == '#' || *c == '%'))
    c++;
  if (c == at && end - at > 1 && at[0] == '/' && at[1] == '/')
    c += 2;
  return (int) (c - at);
}

gboolean
model_cells_begin_row (ModelCells *self)
{
  for (;;)
    {
      const char *start = self->at, *filled;
      int n_mark;

      while (start < self->end && is_blank (*start))
        start++;
      for (filled = start;
           filled < self->end && (is_blank (*filled) || *filled == self->separator);)
        filled++;
      if (filled == self->end)
        return FALSE;
      n_mark = count_comment_mark (start, self->end);
      if (!is_end_of_line (*filled) && n_mark == 0)
        return TRUE;
      self->at = n_mark > 0 ? start + n_mark : filled;
      if (n_mark > 0)
        model_cells_take_line (self, &self->comment, &self->comment_length);
      else
        skip_end_of_line (self);
    }
}

static void
skip_blanks (ModelCells *self)
{
  while (self->at < self->end && is_blank (*self->at) && *self->at != self->separator)
    self->at++;
  while (self->separator == ' ' && self->at < self->end && is_blank (*self->at))
    self->at++;
}

static gboolean
is_separator (const ModelCells *self, char c)
{
  return c == self->separator || (self->separator == ' ' && is_blank (c));
}

/* Copies what was passed over, once a quote is doubled. */
static void
begin_text (ModelCells *self, const char *from)
{
  if (self->text == NULL)
    self->text = g_string_new (NULL);
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, from, self->at - from);
}

/* `at` is behind the first quote. */
static gboolean
read_quoted (ModelCells *self)
{
  const char *start = self->at;
  gboolean doubled = FALSE;

  self->quoted = TRUE;
  for (;; self->at++)
    {
      if (self->at == self->end)
        return FALSE;
      if (*self->at == '"')
        {
          if (self->end - self->at == 1 || self->at[1] != '"')
            break;
          if (!doubled)
            begin_text (self, start);
          doubled = TRUE;
          self->at++;
        }
      if (doubled)
        g_string_append_c (self->text, *self->at);
      if (*self->at == '\n' ||
          (*self->at == '\r' && (self->end - self->at == 1 || self->at[1] != '\n')))
        self->line++;
    }
  self->cell = doubled ? self->text->str : start;
  self->length = doubled ? self->text->len : (gsize) (self->at - start);
  self->at++;
  return TRUE;
}

static void
read_plain (ModelCells *self)
{
  while (self->at < self->end && !is_separator (self, *self->at) && !is_end_of_line (*self->at))
    self->at++;
}

static void
strip (ModelCells *self)
{
  while (self->length > 0 && is_blank (self->cell[0]))
    {
      self->cell++;
      self->length--;
    }
  while (self->length > 0 && is_blank (self->cell[self->length - 1]))
    self->length--;
}

/* What separates the cell in hand from the next one. */
static ModelCellEnd
skip_separator (ModelCells *self)
{
  if (self->separator == ' ')
    skip_blanks (self);
  if (self->at == self->end || is_end_of_line (*self->at))
    {
      skip_end_of_line (self);
      return MODEL_CELL_LAST;
    }
  if (self->separator != ' ')
    self->at++;
  return MODEL_CELL_NEXT;
}

ModelCellEnd
model_cells_read (ModelCells *self)
{
  const char *start;

  self->quoted = FALSE;
  skip_blanks (self);
  self->cell_line = self->line;
  start = self->at;
  if (self->at < self->end && *self->at == '"')
    {
      self->at++;
      if (!read_quoted (self))
        return MODEL_CELL_OPEN;
      if (self->separator != ' ')
        skip_blanks (self);
      /* Text behind a closed quote belongs to the cell: it is as it stands. */
      if (self->at < self->end && !is_separator (self, *self->at) && !is_end_of_line (*self->at))
        self->quoted = FALSE;
    }
  if (!self->quoted)
    {
      read_plain (self);
      self->cell = start;
      self->length = (gsize) (self->at - start);
    }
  strip (self);
  return skip_separator (self);
}
