/* Tables from text files, whoever wrote them. */
#pragma once

#include "model/data/table_shape.h"
#include "model/experiment/experiment.h"

G_BEGIN_DECLS

#define MODEL_CSV_MAX_BYTES (G_GUINT64_CONSTANT (1) << 30) /* of numbers in memory */
#define MODEL_CSV_MAX_COLUMNS (4 * MODEL_MAX_INPUTS)

typedef struct
{
  ModelTableShape *shape;
  double *cell;  /* (n_rows, n_columns), row-major: finite; NaN where missing or not read; of a
                    column of words the number of its category */
  guint32 *line; /* (n_rows) of the file, from 1 */
} ModelCsv;

/**
 * model_csv_load:
 * Reads a table: see model_text_file_read() for encodings, model_csv_layout_find() for separators
 * and headers, model/data/spelling.h for numbers. Decimal marks are told by whole columns; where a
 * column may be read in two ways it is broken, as is one of numbers with a few cells that are none.
 * Rows without a cell are passed over, cells beyond the last column may be empty.
 * @decimal: ModelDecimal: what people may say of the file
 * @quotes: whether messages repeat cells and names. Not of a file that nobody has chosen, but that
 *   another file names: it may be none of theirs who sent that, nor of those who see the message
 * @cancel: (nullable): read atomically, at each row
 * @progress: (nullable): per cent of the way, written atomically
 *
 * Memory: the text, up to MODEL_TEXT_MAX_BYTES, and the numbers, up to MODEL_CSV_MAX_BYTES, which
 * is looked at before it is asked for.
 * Errors: MODEL_ERROR_KEY naming file and line: a row of another length, more than
 * MODEL_CSV_MAX_COLUMNS columns, a quote that is not closed, no rows, no text; MODEL_ERROR_MEMORY;
 * MODEL_ERROR_CANCELLED; G_FILE_ERROR.
 */
ModelCsv *model_csv_load (const char *path,
                          int decimal,
                          gboolean quotes,
                          const int *cancel,
                          int *progress,
                          GError **error);
void model_csv_free (ModelCsv *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelCsv, model_csv_free)

G_END_DECLS
