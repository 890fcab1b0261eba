/* Data of the user's own: a CSV file as a data set, read once and kept while it stays as it is. */
#pragma once

#include "model/data/dataset.h"
#include "model/data/moments.h"

G_BEGIN_DECLS

/**
 * model_own_data_set_file:
 * Makes a file the experiment's data; `inputs_a` becomes half of its inputs where what it was does
 * not fit. The empty path goes back to scalar data.
 * Errors: model_csv_load()'s; the experiment is then unchanged.
 */
gboolean model_own_data_set_file (ModelExperiment *experiment, const char *path, GError **error);

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
 * `centre` says so. Which rows are held out depends on the seed, and on nothing else.
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

/* Inputs of B, as the file has them; 1 where it cannot be read. */
int model_own_data_count_inputs_b (const ModelExperiment *experiment);

/* The names of the file's columns, or NULL where it has none or cannot be read. */
GStrv model_own_data_dup_names (const ModelExperiment *experiment);

G_END_DECLS
