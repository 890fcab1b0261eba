/* The distribution that an experiment's data come from: covariance, its factor, true weights. */
#include "model/data/distribution.h"

#include "model/experiment/matrix_text.h"
#include "num/cancel.h"
#include "num/cholesky.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

static double
sigma_of (const ModelExperiment *experiment, int n_a, int i)
{
  return model_experiment_get (experiment, i < n_a ? MODEL_SIGMA_A : MODEL_SIGMA_B);
}

static void
fill_isotropic (const ModelExperiment *experiment, int n_a, int n, double *sigma)
{
  double sa = model_experiment_get (experiment, MODEL_SIGMA_A);
  double sb = model_experiment_get (experiment, MODEL_SIGMA_B);
  double cross = model_experiment_get (experiment, MODEL_RHO) * sa * sb;

  for (int i = 0; i < n; i++)
    sigma[i * n + i] = i < n_a ? sa * sa : sb * sb;
  for (int i = 0; i < MIN (n_a, n - n_a); i++)
    sigma[i * n + n_a + i] = sigma[(n_a + i) * n + i] = cross;
}

static void
fill_random (const ModelExperiment *experiment, int n_a, int n, double *sigma)
{
  NumRng *rng = num_rng_new (model_experiment_get (experiment, MODEL_SEED), NUM_STREAM_COVARIANCE);
  double *scale = num_alloc ((size_t) n * n);

  for (int i = 0; i < n; i++)
    scale[i * n + i] = pow (sigma_of (experiment, n_a, i), 2);
  num_rng_inverse_wishart (rng, n, n + 2, scale, sigma);
  free (scale);
  num_rng_free (rng);
}

static gboolean
is_vector (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_VECTOR;
}

/* The normal input of A, and two signs. */
static void
fill_xor (const ModelExperiment *experiment, double *sigma, double *w)
{
  sigma[0] = pow (model_experiment_get (experiment, MODEL_SIGMA_A), 2);
  sigma[4] = sigma[8] = 1;
  w[0] = model_experiment_get (experiment, MODEL_W_A);
}

static gboolean
fill_covariance (const ModelExperiment *experiment, int n_a, int n, double *sigma)
{
  int kind = is_vector (experiment) ? model_experiment_get_int (experiment, MODEL_COVARIANCE)
                                    : MODEL_COVARIANCE_ISOTROPIC;

  if (kind == MODEL_COVARIANCE_GIVEN)
    return model_matrix_text_parse (model_experiment_get_text (experiment, MODEL_MATRIX), n, n,
                                    sigma);
  if (kind == MODEL_COVARIANCE_RANDOM)
    fill_random (experiment, n_a, n, sigma);
  else
    fill_isotropic (experiment, n_a, n, sigma);
  return TRUE;
}

static gboolean
fill_true_weights (const ModelExperiment *experiment, int n_a, int n, double *w)
{
  int kind = is_vector (experiment) ? model_experiment_get_int (experiment, MODEL_WEIGHTS)
                                    : MODEL_WEIGHTS_EQUAL;
  NumRng *rng;

  if (kind == MODEL_WEIGHTS_GIVEN)
    return model_matrix_text_parse (model_experiment_get_text (experiment, MODEL_TRUE_WEIGHTS), 1,
                                    n, w);
  rng = num_rng_new (model_experiment_get (experiment, MODEL_SEED), NUM_STREAM_TRUE_WEIGHTS);
  for (int i = 0; i < n; i++)
    {
      double bound = model_experiment_get (experiment, i < n_a ? MODEL_W_A : MODEL_W_B);

      w[i] = kind == MODEL_WEIGHTS_EQUAL ? bound : num_rng_uniform (rng, -bound, bound);
    }
  num_rng_free (rng);
  return TRUE;
}

/* All but the factor. */
static gboolean
fill (ModelDistribution *self, const ModelExperiment *experiment)
{
  const int n_a = model_experiment_inputs (experiment, 0);
  const int n = n_a + model_experiment_inputs (experiment, 1);

  self->n_a = n_a;
  self->n_b = n - n_a;
  self->sigma = num_alloc ((size_t) n * n);
  self->w = num_alloc (n);
  self->noise = model_experiment_get (experiment, MODEL_NOISE);
  if (model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_XOR)
    {
      fill_xor (experiment, self->sigma, self->w);
      return TRUE;
    }
  return fill_covariance (experiment, n_a, n, self->sigma) &&
         fill_true_weights (experiment, n_a, n, self->w);
}

static gboolean
factor (ModelDistribution *self, const int *cancel)
{
  const int n = self->n_a + self->n_b;

  self->factor = num_alloc ((size_t) n * n);
  return num_cholesky_factor (n, self->sigma, self->factor, cancel);
}

static void
refuse (const ModelDistribution *self, const int *cancel, GError **error)
{
  const int n = self->n_a + self->n_b;

  if (num_is_cancelled (cancel))
    g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
  else
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("matrix, true_weights: allowed are a positive semi-definite matrix of %d rows "
                    "and %d weights (inputs_a + inputs_b)"),
                 n, n);
}

static ModelDistribution *
new_distribution (const ModelExperiment *experiment,
                  gboolean factored,
                  const int *cancel,
                  GError **error)
{
  g_autoptr (ModelDistribution) self = g_new0 (ModelDistribution, 1);

  if (fill (self, experiment) && (!factored || factor (self, cancel)))
    return g_steal_pointer (&self);
  refuse (self, cancel, error);
  return NULL;
}

ModelDistribution *
model_distribution_new (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  return new_distribution (experiment, TRUE, cancel, error);
}

ModelDistribution *
model_distribution_new_population (const ModelExperiment *experiment,
                                   const int *cancel,
                                   GError **error)
{
  /* Only a matrix that was typed in may be none. */
  const gboolean given =
      is_vector (experiment) &&
      model_experiment_get_int (experiment, MODEL_COVARIANCE) == MODEL_COVARIANCE_GIVEN;

  return new_distribution (experiment, given, cancel, error);
}

void
model_distribution_free (ModelDistribution *self)
{
  if (self == NULL)
    return;
  free (self->sigma);
  free (self->factor);
  free (self->w);
  g_free (self);
}

struct ModelNormals
{
  NumRng *rng;
  int n;
};

ModelNormals *
model_normals_new (guint64 seed, guint64 stream, int n)
{
  ModelNormals *self = g_new (ModelNormals, 1);

  self->rng = num_rng_new (seed, stream);
  self->n = n;
  return self;
}

void
model_normals_free (ModelNormals *self)
{
  if (self == NULL)
    return;
  num_rng_free (self->rng);
  g_free (self);
}

void
model_normals_next (ModelNormals *self, int rows, double *z)
{
  for (gsize i = 0; i < (gsize) rows * (self->n + 1); i++)
    z[i] = num_rng_normal (self->rng);
}
