/* The samples themselves, drawn from the experiment's distribution, or there as they are. */
#include "model/data/dataset.h"

#include "model/data/distribution.h"
#include "model/experiment/data_source.h"
#include "num/blas.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <math.h>
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

/* About the mean, of input j or, j = n, of the target. A sum of squares that overflows is no
 * spread. */
static double
compute_spread (const ModelDataset *self, int j)
{
  const int n = self->n_a + self->n_b;
  const double *column = j < n ? self->x + j : self->y;
  const gsize step = j < n ? (gsize) n : 1;
  double mean = 0, sum = 0;

  for (gsize i = 0; i < (gsize) self->n_samples; i++)
    mean += column[i * step] / self->n_samples;
  for (gsize i = 0; i < (gsize) self->n_samples; i++)
    sum += (column[i * step] - mean) * (column[i * step] - mean);
  /* What is left of rounding the mean is none, either. */
  sum = sqrt (sum / self->n_samples);
  return isfinite (sum) && sum > 1e-12 * fabs (mean) ? sum : 0;
}

double
model_dataset_compare_spreads (const ModelDataset *self)
{
  double smallest = INFINITY, largest = 0;

  for (int j = 0; j <= self->n_a + self->n_b; j++)
    {
      const double spread = compute_spread (self, j);

      if (spread > 0)
        {
          smallest = fmin (smallest, spread);
          largest = fmax (largest, spread);
        }
    }
  return largest > 0 ? largest / smallest : 1;
}

void
model_dataset_standardise (ModelDataset *self, ModelDataset *alike)
{
  ModelDataset *const sets[2] = { self, alike };
  const int n = self->n_a + self->n_b;

  for (int j = 0; j <= n; j++)
    {
      const double spread = compute_spread (self, j);

      for (int k = 0; k < 2 && spread > 0; k++)
        for (gsize i = 0; i < (gsize) sets[k]->n_samples; i++)
          (j < n ? sets[k]->x + j : sets[k]->y)[i * (gsize) (j < n ? n : 1)] /= spread;
    }
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

  if (!model_experiment_check_memory (experiment, samples, error))
    return NULL;
  d = model_distribution_new (experiment, NULL, error);
  if (d == NULL)
    return NULL;
  self = model_dataset_alloc (n_a, n_b, samples);
  z = num_alloc ((gsize) samples * (n_a + n_b + 1));
  normals = model_normals_new (model_experiment_get (experiment, MODEL_SEED), stream, n_a + n_b);
  model_normals_next (normals, samples, z);
  model_experiment_get_source (experiment)->fill_samples (self, d, experiment, noise, z);
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
  const ModelSourceClass *source = model_experiment_get_source (experiment);
  const int samples = model_experiment_get_int (experiment, MODEL_SAMPLES);
  ModelDataset *self;

  if (source->ref_rows != NULL)
    self = source->ref_rows (experiment, FALSE, error);
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
  const ModelSourceClass *source = model_experiment_get_source (experiment);

  if (source->ref_rows != NULL)
    return source->ref_rows (experiment, TRUE, error);
  return draw (experiment, MODEL_DATASET_TEST_SAMPLES, NUM_STREAM_TEST, 0, error);
}
