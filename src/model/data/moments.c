/* Second moments of a data set, of samples or of the population. */
#include "model/data/moments.h"

#include "model/data/distribution.h"
#include "model/experiment/data_source.h"
#include "num/blas.h"
#include "num/cancel.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

ModelMoments *
model_moments_new (int n_a, int n_b)
{
  ModelMoments *self = g_new0 (ModelMoments, 1);
  gsize n = n_a + n_b;

  g_atomic_ref_count_init (&self->ref_count);
  self->n_a = n_a;
  self->n_b = n_b;
  self->sigma = num_alloc (n * n);
  self->sigma_yx = num_alloc (n);
  return self;
}

ModelMoments *
model_moments_copy (const ModelMoments *self)
{
  ModelMoments *copy = model_moments_new (self->n_a, self->n_b);
  gsize n = self->n_a + self->n_b;

  memcpy (copy->sigma, self->sigma, n * n * sizeof (double));
  memcpy (copy->sigma_yx, self->sigma_yx, n * sizeof (double));
  copy->sigma_yy = self->sigma_yy;
  return copy;
}

ModelMoments *
model_moments_ref (ModelMoments *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
model_moments_unref (ModelMoments *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  free (self->sigma);
  free (self->sigma_yx);
  g_free (self);
}

/* The newest Gram matrix of standard normals. It is a pure function of its key, so the cache
 * changes no result; it saves redrawing the samples each time a slider moves the covariance.
 * cache_lock guards all members. */
static GMutex cache_lock;
static struct
{
  guint64 seed;
  int samples, n;
  double *gram;
} cache;

enum
{
  BLOCK_ROWS = 1024, /* of samples, at most */
  PIECE_ROWS = 64    /* of a covariance */
};

/* Multiplications between two looks at `cancel`: some milliseconds. */
#define BLOCK_PRODUCTS (64 << 20)

/* <z z'> over the samples of a seed, (n + 1, n + 1); the last row and column are the noise's. FALSE
 * where cancelled. */
static gboolean
compute_gram (guint64 seed, int samples, int n, double *gram, const int *cancel)
{
  g_autoptr (ModelNormals) normals = model_normals_new (seed, NUM_STREAM_SAMPLES, n);
  const int k = n + 1, most = CLAMP (BLOCK_PRODUCTS / (k * k), 1, BLOCK_ROWS);
  int done = 0;
  double *z = num_alloc ((gsize) most * k);

  memset (gram, 0, sizeof *gram * k * k);
  for (; done < samples && !num_is_cancelled (cancel); done += most)
    {
      const int rows = MIN (most, samples - done);

      model_normals_next (normals, rows, z);
      cblas_dsyrk (CblasRowMajor, CblasUpper, CblasTrans, k, rows, 1.0 / samples, z, k, 1, gram, k);
    }
  for (int i = 0; i < k; i++)
    for (int j = 0; j < i; j++)
      gram[i * k + j] = gram[j * k + i];
  free (z);
  return done >= samples;
}

static gboolean
look_up_gram (guint64 seed, int samples, int n, double *gram)
{
  gboolean found;

  g_mutex_lock (&cache_lock);
  found = cache.gram != NULL && cache.seed == seed && cache.samples == samples && cache.n == n;
  if (found)
    memcpy (gram, cache.gram, (gsize) (n + 1) * (n + 1) * sizeof *gram);
  g_mutex_unlock (&cache_lock);
  return found;
}

static void
remember_gram (guint64 seed, int samples, int n, const double *gram)
{
  gsize size = (gsize) (n + 1) * (n + 1);

  g_mutex_lock (&cache_lock);
  free (cache.gram);
  cache.gram = num_alloc (size);
  cache.seed = seed;
  cache.samples = samples;
  cache.n = n;
  memcpy (cache.gram, gram, size * sizeof *gram);
  g_mutex_unlock (&cache_lock);
}

/* NULL where cancelled. Nobody waits for another's samples: the lock is not held meanwhile. */
static double *
dup_gram (guint64 seed, int samples, int n, const int *cancel)
{
  double *gram = num_alloc ((gsize) (n + 1) * (n + 1));

  if (look_up_gram (seed, samples, n, gram))
    return gram;
  if (!compute_gram (seed, samples, n, gram, cancel))
    {
      free (gram);
      return NULL;
    }
  remember_gram (seed, samples, n, gram);
  return gram;
}

/* a := a l' for a lower l, both (n, n), in pieces of some milliseconds. FALSE where cancelled. */
static gboolean
multiply_by_factor (int n, const double *l, double *a, const int *cancel)
{
  for (int i = 0; i < n; i += PIECE_ROWS)
    {
      if (num_is_cancelled (cancel))
        return FALSE;
      cblas_dtrmm (CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit,
                   MIN (PIECE_ROWS, n - i), n, 1, l, n, a + (gsize) i * n, n);
    }
  return TRUE;
}

static void
transpose (int n, double *a)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++)
      {
        const double kept = a[i * n + j];

        a[i * n + j] = a[j * n + i];
        a[j * n + i] = kept;
      }
}

/* x = factor z and y = w.x + noise e, so every moment follows from those of (z, e). NULL where
 * cancelled. */
static ModelMoments *
colour (const ModelDistribution *d, const double *gram, const int *cancel)
{
  g_autoptr (ModelMoments) self = model_moments_new (d->n_a, d->n_b);
  int n = d->n_a + d->n_b, k = n + 1;
  double *cross;

  for (int i = 0; i < n; i++)
    memcpy (self->sigma + (gsize) i * n, gram + (gsize) i * k, n * sizeof (double));
  if (!multiply_by_factor (n, d->factor, self->sigma, cancel))
    return NULL;
  transpose (n, self->sigma);
  if (!multiply_by_factor (n, d->factor, self->sigma, cancel))
    return NULL;
  cross = num_alloc (n);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, n, n, d->noise, d->factor, n, gram + n, k, 0, cross, 1);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, n, n, 1, self->sigma, n, d->w, 1, 0, self->sigma_yx, 1);
  self->sigma_yy = cblas_ddot (n, d->w, 1, self->sigma_yx, 1) +
                   2 * cblas_ddot (n, d->w, 1, cross, 1) + d->noise * d->noise * gram[n * k + n];
  cblas_daxpy (n, 1, cross, 1, self->sigma_yx, 1);
  free (cross);
  return g_steal_pointer (&self);
}

static ModelMoments *
take_population (const ModelDistribution *d)
{
  ModelMoments *self = model_moments_new (d->n_a, d->n_b);
  int n = d->n_a + d->n_b;

  memcpy (self->sigma, d->sigma, sizeof (double) * n * n);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, n, n, 1, self->sigma, n, d->w, 1, 0, self->sigma_yx, 1);
  self->sigma_yy =
      cblas_ddot (n, d->w, 1, self->sigma_yx, 1) + d->noise * d->noise + d->jump * d->jump;
  return self;
}

ModelMoments *
model_moments_new_for_dataset (const ModelDataset *data)
{
  ModelMoments *self = model_moments_new (data->n_a, data->n_b);
  const int n = data->n_a + data->n_b, samples = data->n_samples;

  cblas_dsyrk (CblasRowMajor, CblasUpper, CblasTrans, n, samples, 1.0 / samples, data->x, n, 0,
               self->sigma, n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++)
      self->sigma[i * n + j] = self->sigma[j * n + i];
  cblas_dgemv (CblasRowMajor, CblasTrans, samples, n, 1.0 / samples, data->x, n, data->y, 1, 0,
               self->sigma_yx, 1);
  self->sigma_yy = cblas_ddot (samples, data->y, 1, data->y, 1) / samples;
  return self;
}

/* y has a normal distribution about each of two equally likely values, +b and -b: <sign(y) x> is
 * <(y -+ b) x> times twice the density of y at zero. */
static void
take_signs (ModelMoments *self, double b)
{
  const int n = self->n_a + self->n_b;
  const double variance = self->sigma_yy - b * b;
  const double density =
      variance > 0 ? exp (-b * b / (2 * variance)) / sqrt (2 * G_PI * variance) : 0;

  cblas_dscal (n, 2 * density, self->sigma_yx, 1);
  self->sigma_yy = 1;
}

static ModelMoments *
refuse_cancelled (GError **error)
{
  g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
  return NULL;
}

static ModelMoments *
compute_normal (const ModelExperiment *experiment, int samples, const int *cancel, GError **error)
{
  g_autoptr (ModelDistribution) distribution = model_distribution_new (experiment, cancel, error);
  ModelMoments *self = NULL;
  double *gram;
  int n;

  if (distribution == NULL)
    return NULL;
  n = distribution->n_a + distribution->n_b;
  gram = dup_gram (model_experiment_get (experiment, MODEL_SEED), samples, n, cancel);
  if (gram != NULL)
    self = colour (distribution, gram, cancel);
  free (gram);
  if (self == NULL)
    refuse_cancelled (error);
  return self;
}

/* Of one modality's inputs, into its block of a matrix of all. */
static gboolean
fill_whitening (const ModelMoments *self, int m, double *whitening)
{
  const int n = self->n_a + self->n_b, size = m == 0 ? self->n_a : self->n_b;
  const int first = m == 0 ? 0 : self->n_a;
  double *block = num_alloc ((gsize) size * size), *root = num_alloc ((gsize) size * size);
  gboolean regular;

  for (int i = 0; i < size; i++)
    memcpy (block + i * size, self->sigma + (first + i) * n + first, size * sizeof *block);
  regular = num_matrix_inverse_root (size, block, root);
  for (int i = 0; i < size; i++)
    memcpy (whitening + (first + i) * n + first, root + i * size, size * sizeof *root);
  free (block);
  free (root);
  return regular;
}

/* (n, n), block diagonal; NULL where a modality is singular. */
static double *
new_whitening (const ModelMoments *self, GError **error)
{
  const int n = self->n_a + self->n_b;
  double *whitening = num_alloc ((gsize) n * n);

  for (int m = 0; m < 2; m++)
    if (!fill_whitening (self, m, whitening))
      {
        free (whitening);
        g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                     _ ("whiten = on: the inputs of modality %s are silent or collinear; allowed "
                        "are inputs whose covariance has an inverse"),
                     m == 0 ? "A" : "B");
        return NULL;
      }
  return whitening;
}

static gboolean
is_whitened (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_WHITEN) == MODEL_WHITEN_ON;
}

static void
transform (ModelMoments *self, const double *whitening)
{
  const int n = self->n_a + self->n_b;
  double *product = num_alloc ((gsize) n * n), *yx = num_alloc (n);

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, whitening, n, self->sigma, n,
               0, product, n);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, product, n, whitening, n, 0,
               self->sigma, n);
  for (int i = 0; i < n; i++) /* exactly symmetric, and 1 on the diagonal's blocks up to rounding */
    for (int j = 0; j < i; j++)
      self->sigma[j * n + i] = self->sigma[i * n + j];
  cblas_dgemv (CblasRowMajor, CblasNoTrans, n, n, 1, whitening, n, self->sigma_yx, 1, 0, yx, 1);
  memcpy (self->sigma_yx, yx, n * sizeof *yx);
  free (product);
  free (yx);
}

void
model_moments_take_objective (ModelMoments *self, const ModelExperiment *experiment)
{
  const int n = self->n_a + self->n_b;
  const double keep[2] = { model_experiment_get (experiment, MODEL_KEEP_A),
                           model_experiment_get (experiment, MODEL_KEEP_B) };
  const double alone[2] = { model_experiment_get (experiment, MODEL_UNIMODAL_A),
                            model_experiment_get (experiment, MODEL_UNIMODAL_B) };

  for (int i = 0; i < n; i++)
    {
      const int m = i < self->n_a ? 0 : 1;

      for (int j = 0; j < n; j++)
        self->sigma[i * n + j] *=
            (j < self->n_a) == (m == 0) ? keep[m] + alone[m] : keep[0] * keep[1];
      self->sigma_yx[i] *= keep[m] + alone[m];
    }
  self->sigma_yy *= 1 + alone[0] + alone[1];
}

gboolean
model_moments_has_objective (const ModelExperiment *experiment)
{
  return model_experiment_get (experiment, MODEL_KEEP_A) < 1 ||
         model_experiment_get (experiment, MODEL_KEEP_B) < 1 ||
         model_experiment_get (experiment, MODEL_UNIMODAL_A) > 0 ||
         model_experiment_get (experiment, MODEL_UNIMODAL_B) > 0;
}

/* What a run is trained on, of the moments of the data as they are; those are taken over. */
static ModelMoments *
prepare (ModelMoments *raw, const ModelExperiment *experiment, GError **error)
{
  g_autoptr (ModelMoments) owned = raw, self = NULL;
  double *whitening = NULL;

  if (raw == NULL || (!is_whitened (experiment) && !model_moments_has_objective (experiment)))
    return g_steal_pointer (&owned);
  if (is_whitened (experiment) && (whitening = new_whitening (raw, error)) == NULL)
    return NULL;
  self = model_moments_copy (raw);
  if (whitening != NULL)
    transform (self, whitening);
  free (whitening);
  model_moments_take_objective (self, experiment);
  return g_steal_pointer (&self);
}

static ModelMoments *
compute_of_samples (const ModelExperiment *experiment, GError **error)
{
  g_autoptr (ModelDataset) data = model_dataset_new (experiment, error);

  return data != NULL ? model_moments_new_for_dataset (data) : NULL;
}

static gboolean
is_logistic (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_LOSS) == MODEL_LOSS_LOGISTIC;
}

static ModelMoments *
compute_raw_population (const ModelExperiment *experiment, GError **error)
{
  const ModelSourceClass *source = model_experiment_get_source (experiment);
  g_autoptr (ModelDistribution) distribution = NULL;
  ModelMoments *self;

  if (source->dup_moments != NULL)
    return is_logistic (experiment) ? compute_of_samples (experiment, error)
                                    : source->dup_moments (experiment, FALSE, error);
  distribution = model_distribution_new_population (experiment, NULL, error);
  if (distribution == NULL)
    return NULL;
  self = take_population (distribution);
  if (is_logistic (experiment))
    take_signs (self, distribution->jump);
  return self;
}

ModelMoments *
model_moments_compute_population (const ModelExperiment *experiment, GError **error)
{
  return prepare (compute_raw_population (experiment, error), experiment, error);
}

static void
drop_least_loss (ModelMoments *self)
{
  double *w = num_alloc (self->n_a + self->n_b);

  model_moments_solve (self, w);
  self->sigma_yy -= 2 * model_moments_loss (self, w);
  free (w);
}

static ModelMoments *
compute_raw (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  const ModelSourceClass *source = model_experiment_get_source (experiment);
  const int samples = model_experiment_get_int (experiment, MODEL_SAMPLES);

  if (num_is_cancelled (cancel))
    return refuse_cancelled (error);
  if (source->dup_moments != NULL || samples == 0)
    return compute_raw_population (experiment, error);
  if (source->normal && !is_logistic (experiment))
    return compute_normal (experiment, samples, cancel, error);
  return compute_of_samples (experiment, error);
}

/* What the inputs that are trained on are turned by. */
static double *
new_training_whitening (const ModelExperiment *experiment, GError **error)
{
  g_autoptr (ModelMoments) raw = compute_raw (experiment, NULL, error);

  return raw != NULL ? new_whitening (raw, error) : NULL;
}

static ModelMoments *
compute_raw_generalisation (const ModelExperiment *experiment, GError **error)
{
  const ModelSourceClass *source = model_experiment_get_source (experiment);
  ModelMoments *self;

  if (source->dup_moments != NULL)
    {
      self = source->dup_moments (experiment, TRUE, error);
      if (self != NULL && model_experiment_slope (experiment) == 1)
        drop_least_loss (self);
      return self;
    }
  self = compute_raw_population (experiment, error);
  if (self != NULL)
    self->sigma_yy -= pow (model_experiment_get (experiment, MODEL_NOISE), 2);
  return self;
}

ModelMoments *
model_moments_compute_generalisation (const ModelExperiment *experiment, GError **error)
{
  g_autoptr (ModelMoments) self = compute_raw_generalisation (experiment, error);

  if (self != NULL && is_whitened (experiment))
    {
      double *whitening = new_training_whitening (experiment, error);

      if (whitening == NULL)
        return NULL;
      transform (self, whitening);
      free (whitening);
    }
  return g_steal_pointer (&self);
}

static void
whiten_rows (ModelDataset **data, const double *whitening)
{
  const int n = (*data)->n_a + (*data)->n_b;
  ModelDataset *whitened = model_dataset_alloc ((*data)->n_a, (*data)->n_b, (*data)->n_samples);

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, whitened->n_samples, n, n, 1, (*data)->x,
               n, whitening, n, 0, whitened->x, n);
  memcpy (whitened->y, (*data)->y, sizeof (double) * (gsize) whitened->n_samples);
  model_dataset_unref (*data);
  *data = whitened;
}

gboolean
model_moments_whiten (const ModelExperiment *experiment,
                      ModelDataset **data,
                      ModelDataset **test,
                      GError **error)
{
  double *whitening;

  if (!is_whitened (experiment))
    return TRUE;
  whitening = new_training_whitening (experiment, error);
  if (whitening == NULL)
    return FALSE;
  whiten_rows (data, whitening);
  if (*test != NULL)
    whiten_rows (test, whitening);
  free (whitening);
  return TRUE;
}

ModelMoments *
model_moments_compute (const ModelExperiment *experiment, GError **error)
{
  return model_moments_compute_cancellable (experiment, NULL, error);
}

ModelMoments *
model_moments_compute_cancellable (const ModelExperiment *experiment,
                                   const int *cancel,
                                   GError **error)
{
  return prepare (compute_raw (experiment, cancel, error), experiment, error);
}

void
model_moments_solve (const ModelMoments *self, double *w_star)
{
  model_moments_solve_cancellable (self, w_star, NULL);
}

gboolean
model_moments_solve_cancellable (const ModelMoments *self, double *w_star, const int *cancel)
{
  return num_matrix_solve_pseudo (self->n_a + self->n_b, self->sigma, self->sigma_yx, w_star,
                                  cancel);
}

gboolean
model_moments_solve_modality (const ModelMoments *self, int m, double *w, const int *cancel)
{
  int n = self->n_a + self->n_b, first = m == 0 ? 0 : self->n_a;
  int size = m == 0 ? self->n_a : self->n_b;
  double *block = num_alloc ((gsize) size * size);
  gboolean done;

  for (int i = 0; i < size; i++)
    memcpy (block + i * size, self->sigma + (first + i) * n + first, size * sizeof *block);
  done = num_matrix_solve_pseudo (size, block, self->sigma_yx + first, w, cancel);
  free (block);
  return done;
}

double
model_moments_loss (const ModelMoments *self, const double *w)
{
  int n = self->n_a + self->n_b;
  double quadratic = 0;

  for (int i = 0; i < n; i++)
    quadratic += w[i] * cblas_ddot (n, self->sigma + i * n, 1, w, 1);
  return (self->sigma_yy - 2 * cblas_ddot (n, self->sigma_yx, 1, w, 1) + quadratic) / 2;
}
