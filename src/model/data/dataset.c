/* The samples themselves, drawn from the experiment's distribution, or read from its file. */
#include "model/data/dataset.h"

#include "model/data/distribution.h"
#include "model/data/own_data.h"
#include "num/blas.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

ModelDataset *
model_dataset_alloc (int n_a, int n_b, int n_samples)
{
  ModelDataset *self = g_new0 (ModelDataset, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_a = n_a;
  self->n_b = n_b;
  self->n_samples = n_samples;
  self->x = num_alloc ((gsize) n_samples * (n_a + n_b));
  self->y = num_alloc (n_samples);
  return self;
}

ModelDataset *
model_dataset_ref (ModelDataset *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
model_dataset_unref (ModelDataset *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  free (self->x);
  free (self->y);
  g_free (self);
}

void
model_dataset_centre (ModelDataset *self, ModelDataset *alike)
{
  ModelDataset *const sets[2] = { self, alike };
  const int n = self->n_a + self->n_b;
  const double one = 1;

  for (int j = 0; j <= n; j++)
    {
      const int step = j < n ? n : 1;
      /* A step of 0 repeats the one for every row. */
      const double mean =
          cblas_ddot (self->n_samples, j < n ? self->x + j : self->y, step, &one, 0) /
          self->n_samples;

      for (int k = 0; k < 2; k++)
        for (gsize i = 0; i < (gsize) sets[k]->n_samples; i++)
          (j < n ? sets[k]->x + j : sets[k]->y)[i * step] -= mean;
    }
}

/* y = w.x + noise e for normal inputs x = factor z. */
static void
fill_normal (ModelDataset *self, const ModelDistribution *d, double noise, const double *z)
{
  const int n = d->n_a + d->n_b, samples = self->n_samples;

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, samples, n, n, 1, z, n + 1, d->factor, n, 0,
               self->x, n);
  cblas_dcopy (samples, z + n, n + 1, self->y, 1);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, samples, n, 1, self->x, n, d->w, 1, noise, self->y, 1);
}

/* The four patterns of signs take turns, so that each is as frequent as the others. */
static void
fill_xor (ModelDataset *self, const ModelExperiment *experiment, double noise, const double *z)
{
  const double sigma = model_experiment_get (experiment, MODEL_SIGMA_A);
  const double w_a = model_experiment_get (experiment, MODEL_W_A);
  const double w_b = model_experiment_get (experiment, MODEL_W_B);

  for (int i = 0; i < self->n_samples; i++)
    {
      double *x = self->x + (gsize) i * 3;

      x[0] = sigma * z[(gsize) i * 4];
      x[1] = i & 1 ? 1 : -1;
      x[2] = i & 2 ? 1 : -1;
      self->y[i] = w_a * x[0] + w_b * x[1] * x[2] + noise * z[(gsize) i * 4 + 3];
    }
}

static gboolean
check_memory (int samples, int n, GError **error)
{
  const guint64 bytes = (guint64) samples * (2 * n + 2) * sizeof (double);

  if (bytes <= MODEL_DATASET_MAX_BYTES)
    return TRUE;
  g_set_error (
      error, MODEL_ERROR, MODEL_ERROR_MEMORY,
      _ ("samples = %d: with %d inputs that is %" PRIu64 " MiB; allowed are %" PRIu64 " MiB"),
      samples, n, bytes >> 20, MODEL_DATASET_MAX_BYTES >> 20);
  return FALSE;
}

gboolean
model_dataset_check_memory (const ModelExperiment *experiment, GError **error)
{
  return check_memory (
      model_experiment_get_int (experiment, MODEL_SAMPLES),
      model_experiment_inputs (experiment, 0) + model_experiment_inputs (experiment, 1), error);
}

static ModelDataset *
draw (const ModelExperiment *experiment, int samples, guint64 stream, double noise, GError **error)
{
  const int n_a = model_experiment_inputs (experiment, 0);
  const int n_b = model_experiment_inputs (experiment, 1);
  g_autoptr (ModelDistribution) d = NULL;
  g_autoptr (ModelNormals) normals = NULL;
  ModelDataset *self;
  double *z;

  if (!check_memory (samples, n_a + n_b, error))
    return NULL;
  d = model_distribution_new (experiment, NULL, error);
  if (d == NULL)
    return NULL;
  self = model_dataset_alloc (n_a, n_b, samples);
  z = num_alloc ((gsize) samples * (n_a + n_b + 1));
  normals = model_normals_new (model_experiment_get (experiment, MODEL_SEED), stream, n_a + n_b);
  model_normals_next (normals, samples, z);
  if (model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_XOR)
    fill_xor (self, experiment, noise, z);
  else
    fill_normal (self, d, noise, z);
  free (z);
  return self;
}

/* Copies, where it is shared, what is about to be changed. */
static ModelDataset *
take_signs (ModelDataset *self)
{
  ModelDataset *signs = model_dataset_alloc (self->n_a, self->n_b, self->n_samples);

  memcpy (signs->x, self->x, sizeof (double) * self->n_samples * (self->n_a + self->n_b));
  for (int i = 0; i < self->n_samples; i++)
    signs->y[i] = self->y[i] > 0 ? 1 : -1;
  model_dataset_unref (self);
  return signs;
}

ModelDataset *
model_dataset_new (const ModelExperiment *experiment, GError **error)
{
  const int samples = model_experiment_get_int (experiment, MODEL_SAMPLES);
  ModelDataset *self;

  if (model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE)
    self = model_own_data_ref_dataset (experiment, MODEL_OWN_TRAINING, error);
  else
    {
      g_return_val_if_fail (samples > 0, NULL);
      self = draw (experiment, samples, NUM_STREAM_SAMPLES,
                   model_experiment_get (experiment, MODEL_NOISE), error);
    }
  if (self != NULL && model_experiment_get_int (experiment, MODEL_LOSS) == MODEL_LOSS_LOGISTIC)
    self = take_signs (self);
  return self;
}

ModelDataset *
model_dataset_new_test (const ModelExperiment *experiment, GError **error)
{
  if (model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE)
    return model_own_data_ref_dataset (experiment, MODEL_OWN_TEST, error);
  return draw (experiment, MODEL_DATASET_TEST_SAMPLES, NUM_STREAM_TEST, 0, error);
}
