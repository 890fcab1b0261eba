/* What a table of other people's looks like. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MODEL_CSV_MAX_CATEGORIES 50
#define MODEL_TABLE_NAME_LENGTH 40 /* characters of a column's name that are shown */

typedef enum
{
  MODEL_COLUMN_NUMBERS,
  MODEL_COLUMN_INDEX, /* numbers of the rows: left out unless asked for */
  MODEL_COLUMN_WORDS,
  MODEL_COLUMN_EMPTY,
  MODEL_COLUMN_BROKEN /* numbers, but for a cell; or that may be read in two ways */
} ModelColumnKind;

typedef struct
{
  char *name; /* NULL where the file has no header */
  ModelColumnKind kind;
  char *problem; /* why it is broken, in one line with file, line and column; or NULL */
  gboolean
      only_infinite; /* it is broken by nothing but cells that are not finite, which are kept */
  char *word;        /* of a column of words: the first of them, as a problem is told; or NULL */
  char decimal;      /* '.' or ',' */
  gsize n_missing;   /* cells */
  GStrv categories;  /* different words, sorted; NULL: no column of words, or more than
                        MODEL_CSV_MAX_CATEGORIES */
} ModelColumn;

/* What a table looks like: all that an experiment has to know of it before it is trained on.
 * Frozen, atomically ref-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  gsize n_rows;
  int n_columns;
  ModelColumn *column;

  /* How it was understood. */
  const char *encoding;
  char separator;
  gboolean has_header, names_are_numbers, has_units;
  int n_titles; /* lines before it */
} ModelTableShape;

ModelTableShape *model_table_shape_ref (ModelTableShape *self);
void model_table_shape_unref (ModelTableShape *self);
/* "column 3 (hum)", as messages say it. Owned by the caller. */
char *model_table_shape_name_column (const ModelTableShape *self, int column);
/* "counts rows": what a column of a kind holds, translated. */
const char *model_column_kind_get_words (ModelColumnKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelTableShape, model_table_shape_unref)

G_END_DECLS
