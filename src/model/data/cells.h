/* The cells of a table in a text: separators, quotes, line ends, lines of comment. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MODEL_CELL_NEXT, /* another cell of the row follows */
  MODEL_CELL_LAST, /* of its row */
  MODEL_CELL_END,  /* no cell: the text is at its end */
  MODEL_CELL_OPEN  /* its quote is never closed */
} ModelCellEnd;

typedef struct
{
  /* What is left, valid UTF-8 or not, without zero bytes. */
  const char *at, *end;
  char separator; /* ' ' stands for any number of blanks and tabs */
  gsize line;     /* of `at`, from 1 */

  /* The comment skipped last, without its mark; NULL: none. */
  const char *comment;
  gsize comment_length;

  /* The cell read last: without blanks around it, and without its quotes. */
  const char *cell;
  gsize length;
  gboolean quoted;
  gsize cell_line; /* where it begins */
  GString *text;   /* what a quoted cell stands for, where that differs from its bytes; or NULL */
} ModelCells;

/* @text: to outlive it */
void model_cells_init (ModelCells *self, const char *text, gsize length, char separator);
void model_cells_clear (ModelCells *self);
/* Skips lines without cells, and comments: lines that begin with #, % or //. FALSE at the end. */
gboolean model_cells_begin_row (ModelCells *self);
ModelCellEnd model_cells_read (ModelCells *self);
/* The whole line from here on, whatever separates its cells; the next one is next. */
void model_cells_take_line (ModelCells *self, const char **line, gsize *length);

G_END_DECLS
