/* The samples themselves, for what needs more than their moments. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* Samples of a test set: enough for an error of about 2 % of what it measures. */
#define MODEL_DATASET_TEST_SAMPLES 4096

/* Frozen once it is shared. */
typedef struct ModelDataset
{
  gatomicrefcount ref_count;
  int n_a, n_b;
  int n_samples;
  double *x; /* (n_samples, n_a + n_b), row-major, A first */
  double *y; /* (n_samples) */
} ModelDataset;

/**
 * model_dataset_new:
 * The samples whose moments are model_moments_compute()'s; targets of the logistic loss are signs.
 * Valid: samples > 0, or data of a file.
 * Errors: MODEL_ERROR_MEMORY above MODEL_MAX_BYTES; MODEL_ERROR_RANGE; for data of a file
 * model_own_data_ref_dataset()'s.
 */
ModelDataset *model_dataset_new (const ModelExperiment *experiment, GError **error);

/**
 * model_dataset_new_test:
 * MODEL_DATASET_TEST_SAMPLES fresh samples of the same distribution, their targets without noise,
 * or the rows of a file that are held out, as they are: the loss on them is the generalisation
 * error.
 * Valid: squared loss.
 */
ModelDataset *model_dataset_new_test (const ModelExperiment *experiment, GError **error);

ModelDataset *model_dataset_alloc (int n_a, int n_b, int n_samples); /* all zero */
ModelDataset *model_dataset_ref (ModelDataset *self);
void model_dataset_unref (ModelDataset *self);

/* Takes the mean off each input and off the target: its own, and the same off another data set. */
void model_dataset_centre (ModelDataset *self, ModelDataset *alike);

/* The largest standard deviation of an input or the target over the smallest, columns that do not
 * vary left out; 1 where none varies. */
double model_dataset_compare_spreads (const ModelDataset *self);
/* Divides each of them by its own, and another data set by the same. */
void model_dataset_standardise (ModelDataset *self, ModelDataset *alike);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelDataset, model_dataset_unref)

G_END_DECLS
