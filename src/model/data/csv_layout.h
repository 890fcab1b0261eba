/* How a table is laid out in a text: what separates its cells, where it begins, what its columns
 * are called. */
#pragma once

#include "model/data/cells.h"

G_BEGIN_DECLS

typedef struct
{
  char separator; /* ' ': blanks */
  int n_columns;
  GPtrArray *names; /* of the columns, "" where one has none; NULL: no header */
  int n_titles;     /* lines before the table that are none of its rows, comments not counted */
  gboolean has_units;
  gboolean names_are_numbers; /* a header of numbers */
  gsize header_line;          /* from 1; where the table begins */
  const char *body;           /* the first row of cells */
  gsize body_line;
} ModelCsvLayout;

/**
 * model_csv_layout_find:
 * Looks at the first hundred rows. Separators are commas, semicolons, tabs, bars, or blanks,
 * whichever makes rows of one length with numbers in them, or what a first line `sep=;` says. Lines
 * of another length before the table are titles. The first row is a header where its cells are
 * words; words above numbers; numbers that count columns or years, above others. A row of words
 * below it is one of units. Without a header the comment before the table names the columns, if it
 * has as many words.
 * @text: to outlive it
 */
void model_csv_layout_find (ModelCsvLayout *self, const char *text, gsize length);
void model_csv_layout_clear (ModelCsvLayout *self);

G_END_DECLS
