/* The samples themselves, drawn from the experiment's distribution. */
#include "model/dataset.h"

#include "model/distribution.h"
#include "num/blas.h"
#include "num/matrix.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdlib.h>

ModelDataset *
model_dataset_new (const ModelExperiment *experiment, GError **error)
{
  int samples = model_experiment_get_int (experiment, MODEL_SAMPLES);
  int n = model_experiment_inputs (experiment, 0) + model_experiment_inputs (experiment, 1);
  guint64 bytes = (guint64) samples * (2 * n + 2) * sizeof (double);
  g_autoptr (ModelDistribution) d = NULL;
  g_autoptr (ModelNormals) normals = NULL;
  ModelDataset *self;
  double *z;

  g_return_val_if_fail (samples > 0, NULL);

  if (bytes > MODEL_DATASET_MAX_BYTES)
    {
      g_set_error (
          error, MODEL_ERROR, MODEL_ERROR_MEMORY,
          _ ("samples = %d: with %d inputs that is %" PRIu64 " MiB; allowed are %" PRIu64 " MiB"),
          samples, n, bytes >> 20, MODEL_DATASET_MAX_BYTES >> 20);
      return NULL;
    }
  d = model_distribution_new (experiment, error);
  if (d == NULL)
    return NULL;
  self = g_new0 (ModelDataset, 1);
  self->n_a = d->n_a;
  self->n_b = d->n_b;
  self->n_samples = samples;
  self->x = num_alloc ((gsize) samples * n);
  self->y = num_alloc (samples);
  z = num_alloc ((gsize) samples * (n + 1));
  normals = model_normals_new (model_experiment_get (experiment, MODEL_SEED), n);
  model_normals_next (normals, samples, z);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, samples, n, n, 1, z, n + 1, d->factor, n, 0,
               self->x, n);
  cblas_dcopy (samples, z + n, n + 1, self->y, 1);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, samples, n, 1, self->x, n, d->w, 1, d->noise, self->y,
               1);
  free (z);
  return self;
}

void
model_dataset_free (ModelDataset *self)
{
  if (self == NULL)
    return;
  free (self->x);
  free (self->y);
  g_free (self);
}
