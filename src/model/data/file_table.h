/* How large the tables in files are, as far as they were loaded: all that an experiment has to know
 * of its own data. model/data/own_data.h reads the files, and tells it here. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n_rows;
  int n_columns; /* inputs and the target */
} ModelFileTable;

/* FALSE where the file was never loaded; reads nothing. Any thread. */
gboolean model_file_table_find (const char *path, ModelFileTable *table);
void model_file_table_set (const char *path, const ModelFileTable *table);
/* Of that many rows, those that such a share holds out. */
gsize model_file_table_count_held_out (const ModelFileTable *self, double share);

/**
 * model_file_table_check:
 * Whether an experiment's inputs and its share fit its file. What was never loaded fits.
 * @self: (nullable): the size of the file; NULL: as it was loaded last
 * Valid: source = file.
 * Errors: MODEL_ERROR_RANGE, naming key, value and what is allowed.
 */
gboolean model_file_table_check (const ModelFileTable *self,
                                 const ModelExperiment *experiment,
                                 GError **error);

G_END_DECLS
