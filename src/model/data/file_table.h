/* What the tables in files look like, as far as they were loaded: all that an experiment has to
 * know of its own data. model/data/own_data.h reads the files, and tells it here. */
#pragma once

#include "model/data/column_choice.h"

G_BEGIN_DECLS

/* Of the file that an experiment names, as it says that numbers are spelled. NULL where it was
 * never loaded; reads nothing. Any thread. */
ModelTableShape *model_file_table_find (const ModelExperiment *experiment);
void model_file_table_set (const char *path, int decimal, ModelTableShape *shape);

/* Of that many rows, those that such a share holds out. */
gsize model_file_table_count_held_out (gsize n_rows, double share);
/* Whether the share of an experiment leaves rows on both sides. Errors: MODEL_ERROR_RANGE. */
gboolean
model_file_table_check_share (gsize n_rows, const ModelExperiment *experiment, GError **error);

/**
 * model_file_table_check:
 * Whether an experiment's columns and its share fit its file. What was never loaded fits.
 * @shape: (nullable): of the file; NULL: as it was loaded last
 * Valid: source = file.
 * Errors: model_column_choice_make()'s; MODEL_ERROR_RANGE, naming key, value and what is allowed.
 */
gboolean model_file_table_check (const ModelTableShape *shape,
                                 const ModelExperiment *experiment,
                                 GError **error);

G_END_DECLS
