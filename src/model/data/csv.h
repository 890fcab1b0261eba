/* Tables of numbers from CSV files, whoever wrote them. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

#define MODEL_CSV_MAX_BYTES (G_GUINT64_CONSTANT (1) << 30) /* of numbers in memory */
#define MODEL_CSV_MAX_COLUMNS (2 * MODEL_MAX_INPUTS + 1)

typedef struct
{
  gsize n_rows;
  int n_columns;
  double *cell; /* (n_rows, n_columns), row-major, all finite */
  GStrv names;  /* of the columns, or NULL where the file has none */
} ModelCsv;

/**
 * model_csv_load:
 * Reads a table: cells separated by commas, semicolons or tabs (the first line tells), quoted or
 * not; line ends LF, CRLF or CR; a byte order mark and blank lines are passed over. The first line
 * holds names where none of its cells is a number. Beside semicolons and tabs a comma is a decimal
 * point.
 * @least_columns: fewer are refused
 * @quotes: whether errors repeat cells and names. Not of a file that nobody has chosen, but that
 *   another file names: it may be none of theirs who sent that, nor of those who see the message
 * @cancel: (nullable): read atomically, at each row
 *
 * Memory: what is read, and no more than MODEL_CSV_MAX_BYTES, which is looked at before it is
 * asked for. The file may be as large.
 * Errors: MODEL_ERROR_KEY naming file, line and column: a cell that is empty, no number or not
 * finite, a row of another length, too few or too many columns, no rows, no text;
 * MODEL_ERROR_MEMORY; MODEL_ERROR_CANCELLED; G_FILE_ERROR.
 */
ModelCsv *model_csv_load (
    const char *path, int least_columns, gboolean quotes, const int *cancel, GError **error);
void model_csv_free (ModelCsv *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelCsv, model_csv_free)

G_END_DECLS
