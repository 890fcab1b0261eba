/* Data of the user's own: CSV files, loaded once, and the data sets that experiments make of them.
 *
 * A file is read by model_own_data_load(), in whatever thread may wait for it; experiments are then
 * validated against what was loaded, without a look at the file. */
#pragma once

#include "model/data/correlations.h"
#include "model/data/csv.h"
#include "model/data/dataset.h"
#include "model/data/moments.h"
#include "model/data/own_rows.h"

G_BEGIN_DECLS

/* A file as it was loaded: frozen, atomically ref-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  const char *path; /* interned */
  int decimal;      /* ModelDecimal: how it was read */
  ModelCsv *table;
  gint64 changed[2]; /* when the file was: seconds, nanoseconds */
  gint64 size;       /* of the file, in bytes */
  guint64 inode;     /* another one: another file of that name */
} ModelOwnData;

/**
 * model_own_data_load:
 * Reads the file that an experiment names, unless it was read before and is still the same. From
 * here on it is what experiments that name the file are validated against, and trained on. A file
 * that is gone leaves what was read of it: a run goes on while its file is being saved.
 * @quotes: whether errors may repeat what stands in the file: see model_csv_load()
 * @cancel: (nullable): read atomically, at each row
 *
 * Errors: model_csv_load()'s; what was loaded before stays.
 */
ModelOwnData *model_own_data_load (const ModelExperiment *experiment,
                                   gboolean quotes,
                                   const int *cancel,
                                   GError **error);
/* Per cent of the file that is being read, or was last: files are read one after another. */
int model_own_data_peek_progress (void);
/* What was loaded last of its file, without a look at it; NULL: nothing, or others since. Owned. */
ModelOwnData *model_own_data_find (const ModelExperiment *experiment);
ModelOwnData *model_own_data_ref (ModelOwnData *self);
/* Makes it what experiments that name its file are validated against, and trained on, whatever was
 * loaded of the file since. */
void model_own_data_keep (ModelOwnData *self);
/* Whether the file is still as it was read; a file that is gone is. */
gboolean model_own_data_is_current (const ModelOwnData *self);
void model_own_data_unref (ModelOwnData *self);

/* Loads what an experiment is to be trained on, quoting nothing of it; TRUE at once where that is
 * no file. */
gboolean
model_own_data_load_for (const ModelExperiment *experiment, const int *cancel, GError **error);

/* The same without a look whether a file that was loaded has changed since. */
gboolean
model_own_data_ensure (const ModelExperiment *experiment, const int *cancel, GError **error);

/**
 * model_own_data_set_file:
 * Loads a file that the user has chosen and makes it the experiment's data; lists of columns that
 * do not fit it are emptied, and `inputs_a` becomes half of its inputs where what it was does not
 * fit. The empty path goes back to scalar data.
 * @cancel: (nullable): as above
 * Errors: model_csv_load()'s; the experiment is then unchanged.
 */
gboolean model_own_data_set_file (ModelExperiment *experiment,
                                  const char *path,
                                  const int *cancel,
                                  GError **error);

/* Makes the relative paths of an experiment, of its data and of its training log, ones from here:
 * each is relative to the file that names it, and if nothing is there, to where the program was
 * started. */
void model_own_data_resolve (ModelExperiment *experiment, const char *naming_file);

/* The other way round, of paths from here: where data or log lie beside the file that is to name
 * them, or below, the path becomes relative to that, so that all can be moved together; else
 * absolute. */
void model_own_data_relate (ModelExperiment *experiment, const char *naming_file);

/**
 * model_own_data_ref_dataset:
 * The rows of the file that the experiment names, in the columns that model_column_choice_make()
 * tells; rows that lack a cell are left out, or refused, as `missing` says. The mean that each
 * column has over the training rows is taken off where `centre` says so, and each is divided by its
 * standard deviation there where `standardise` does. Which rows are held out depends on the seed,
 * and on nothing else. A file that was not loaded, or was forgotten for others, is loaded now.
 * Returns: shared and frozen; free with model_dataset_unref().
 *
 * Errors: model_csv_load()'s and model_file_table_check()'s; MODEL_ERROR_KEY: a cell is missing,
 * naming its line; MODEL_ERROR_RANGE where no row is left.
 */
ModelDataset *
model_own_data_ref_dataset (const ModelExperiment *experiment, ModelOwnPart part, GError **error);

/* What of its file an experiment does not use, and what was done to the rest: sentences in a line,
 * or NULL. Computes the data set. Owned by the caller. */
char *model_own_data_describe (const ModelExperiment *experiment);

/* Moments of these rows. */
ModelMoments *
model_own_data_dup_moments (const ModelExperiment *experiment, ModelOwnPart part, GError **error);
/* The same if they were asked for before, else NULL: computes nothing, waits for nobody. */
ModelMoments *model_own_data_peek_moments (const ModelExperiment *experiment, ModelOwnPart part);

/* Correlations and condition of the rows to train on, kept once they are computed: of many inputs
 * that takes long. FALSE where their moments were not asked for before: see the function above. */
gboolean model_own_data_get_correlations (const ModelExperiment *experiment,
                                          ModelCorrelations *correlations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelOwnData, model_own_data_unref)

G_END_DECLS
