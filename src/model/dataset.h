/* The samples themselves, for what needs more than their moments. */
#pragma once

#include "model/experiment.h"

G_BEGIN_DECLS

/* No data set larger than this is made. */
#define MODEL_DATASET_MAX_BYTES (G_GUINT64_CONSTANT (2) << 30)

typedef struct
{
  int n_a, n_b;
  int n_samples;
  double *x; /* (n_samples, n_a + n_b), row-major, A first */
  double *y; /* (n_samples) */
} ModelDataset;

/**
 * model_dataset_new:
 * The samples whose moments are model_moments_compute()'s.
 * Valid: samples > 0.
 * Errors: MODEL_ERROR_MEMORY above MODEL_DATASET_MAX_BYTES; MODEL_ERROR_RANGE.
 */
ModelDataset *model_dataset_new (const ModelExperiment *experiment, GError **error);
void model_dataset_free (ModelDataset *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelDataset, model_dataset_free)

G_END_DECLS
