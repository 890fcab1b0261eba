/* Data of the user's own: CSV files, loaded once, and the data sets that experiments make of them.
 *
 * A file is read by model_own_data_load(), in whatever thread may wait for it; experiments are then
 * validated against what was loaded, without a look at the file. */
#pragma once

#include "model/data/csv.h"
#include "model/data/dataset.h"
#include "model/data/moments.h"

G_BEGIN_DECLS

/* A file as it was loaded: frozen, atomically ref-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  const char *path;  /* interned */
  ModelCsv *table;   /* the columns of A first, then those of B, last the target */
  gint64 changed[2]; /* when the file was: seconds, nanoseconds */
  gint64 size;       /* of the file, in bytes */
} ModelOwnData;

/**
 * model_own_data_load:
 * Reads a file, unless it was read before and is still the same. From here on it is what
 * experiments that name the file are validated against, and trained on. A file that is gone leaves
 * what was read of it: a run goes on while its file is being saved.
 * @quotes: whether errors may repeat what stands in the file: see model_csv_load()
 * @cancel: (nullable): read atomically, at each row
 *
 * Errors: model_csv_load()'s; what was loaded before stays.
 */
ModelOwnData *
model_own_data_load (const char *path, gboolean quotes, const int *cancel, GError **error);
/* What was loaded last of a file, without a look at it; NULL: nothing, or others since. Owned. */
ModelOwnData *model_own_data_find (const char *path);
ModelOwnData *model_own_data_ref (ModelOwnData *self);
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
 * Loads a file that the user has chosen and makes it the experiment's data; `inputs_a` becomes half
 * of its inputs where what it was does not fit. The empty path goes back to scalar data.
 * @cancel: (nullable): as above
 * Errors: model_csv_load()'s; the experiment is then unchanged.
 */
gboolean model_own_data_set_file (ModelExperiment *experiment,
                                  const char *path,
                                  const int *cancel,
                                  GError **error);

typedef enum
{
  MODEL_OWN_TRAINING, /* all rows, or what `test_share` leaves of them */
  MODEL_OWN_TEST,     /* the rows held out: none without a share */
  MODEL_OWN_N_PARTS
} ModelOwnPart;

/**
 * model_own_data_ref_dataset:
 * The rows of the file that the experiment names: first the columns of A, `inputs_a` of them, then
 * those of B, last the target; the mean that each column has over the training rows taken off where
 * `centre` says so. Which rows are held out depends on the seed, and on nothing else. A file that
 * was not loaded, or was forgotten for others, is loaded now.
 * Returns: shared and frozen; free with model_dataset_unref().
 *
 * Errors: model_csv_load()'s; MODEL_ERROR_RANGE where inputs_a leaves no column for B, or the share
 * no row to train or to test on.
 */
ModelDataset *
model_own_data_ref_dataset (const ModelExperiment *experiment, ModelOwnPart part, GError **error);

/* Moments of these rows. */
ModelMoments *
model_own_data_dup_moments (const ModelExperiment *experiment, ModelOwnPart part, GError **error);
/* The same if they were asked for before, else NULL: computes nothing, waits for nobody. */
ModelMoments *model_own_data_peek_moments (const ModelExperiment *experiment, ModelOwnPart part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelOwnData, model_own_data_unref)

G_END_DECLS
