/* What the cells of one column are, told from all of them. */
#pragma once

#include "model/data/spelling.h"
#include "model/data/table_shape.h"
#include "model/experiment/experiment_parameters.h"

G_BEGIN_DECLS

/* The first cell of a kind. */
typedef struct
{
  gsize n; /* cells of that kind */
  gsize line;
  char *text; /* or NULL */
} ModelCellKind;

typedef struct
{
  ModelCellKind kind[MODEL_N_SPELLINGS];
  gboolean counts; /* each cell so far is one more than the one before, from 0 or 1 */
  double last;
  gboolean rises;   /* each number so far is greater than the one before */
  double least;     /* that the next one has to exceed */
  const char *unit; /* of the first number; NULL: none */
  ModelCellKind other_unit;
  GHashTable *words; /* (nullable): a set, of at most MODEL_CSV_MAX_CATEGORIES + 1 */
} ModelColumnScan;

void model_column_scan_init (ModelColumnScan *self);
void model_column_scan_clear (ModelColumnScan *self);
void model_column_scan_add (ModelColumnScan *self, const char *cell, gsize length, gsize line);

/* Which decimal marks the columns of a file have that can be told for sure. */
typedef struct
{
  gboolean point, comma;
} ModelMarks;
void model_column_scan_find_marks (const ModelColumnScan *self, ModelMarks *marks);

/**
 * model_column_scan_decide:
 * Kind, decimal mark, categories and number of missing cells of a column, whose name is known.
 * @leads: it is the first of several
 * @marks: of all columns
 * @separator: of the file: beside commas a comma is no decimal mark, beside semicolons a point may
 *   be one of thousands
 * @decimal: ModelDecimal
 * Returns: NULL, or the first cell that makes it broken, and why, as `what`: owned by the caller
 */
const ModelCellKind *model_column_scan_decide (const ModelColumnScan *self,
                                               gboolean leads,
                                               const ModelMarks *marks,
                                               char separator,
                                               int decimal,
                                               ModelColumn *column,
                                               const char **what);

G_END_DECLS
