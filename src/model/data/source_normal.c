/* Normal data: covariance and true weights, equal, drawn or given. */
#include "model/data/source_normal.h"

#include "model/data/dataset.h"
#include "model/data/distribution.h"
#include "model/experiment/matrix_text.h"
#include "num/blas.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

static int
count_one (const ModelExperiment *experiment, int m)
{
  return 1;
}

static int
count_inputs (const ModelExperiment *experiment, int m)
{
  return model_experiment_get_int (experiment, m == 0 ? MODEL_INPUTS_A : MODEL_INPUTS_B);
}

/* What was found right last: sweeps ask for the same matrix at each of their points. Texts are
 * interned; given_lock guards the members. */
static GMutex given_lock;
static struct
{
  const char *matrix, *weights; /* "" where none is given */
  int n;
} given;

static gboolean
is_known (const char *matrix, const char *weights, int n)
{
  gboolean known;

  g_mutex_lock (&given_lock);
  known = given.matrix == matrix && given.weights == weights && given.n == n;
  g_mutex_unlock (&given_lock);
  return known;
}

static void
remember (const char *matrix, const char *weights, int n)
{
  g_mutex_lock (&given_lock);
  given.matrix = matrix;
  given.weights = weights;
  given.n = n;
  g_mutex_unlock (&given_lock);
}

static gboolean
validate_given (const ModelExperiment *experiment, int n, GError **error)
{
  const gboolean has_matrix =
      model_experiment_get_int (experiment, MODEL_COVARIANCE) == MODEL_COVARIANCE_GIVEN;
  const gboolean has_weights =
      model_experiment_get_int (experiment, MODEL_WEIGHTS) == MODEL_WEIGHTS_GIVEN;
  const char *none = g_intern_static_string ("");
  const char *matrix = has_matrix ? model_experiment_get_text (experiment, MODEL_MATRIX) : none;
  const char *weights =
      has_weights ? model_experiment_get_text (experiment, MODEL_TRUE_WEIGHTS) : none;

  if (is_known (matrix, weights, n))
    return TRUE;
  if (has_matrix && !model_matrix_text_check_covariance (matrix, n))
    {
      g_set_error (
          error, MODEL_ERROR, MODEL_ERROR_RANGE,
          _ ("matrix = %.80s: allowed is a symmetric positive semi-definite matrix of %d rows "
             "(inputs_a + inputs_b)"),
          matrix, n);
      return FALSE;
    }
  if (has_weights && !model_matrix_text_parse (weights, 1, n, NULL))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                   _ ("true_weights = %.80s: allowed are %d numbers (inputs_a + inputs_b)"),
                   weights, n);
      return FALSE;
    }
  remember (matrix, weights, n);
  return TRUE;
}

static gboolean
validate (const ModelExperiment *experiment, GError **error)
{
  int n = model_experiment_inputs (experiment, 0) + model_experiment_inputs (experiment, 1);

  if (!validate_given (experiment, n, error))
    return FALSE;
  if (model_experiment_get (experiment, MODEL_COVARIANCE) == MODEL_COVARIANCE_RANDOM &&
      (model_experiment_get (experiment, MODEL_SIGMA_A) == 0 ||
       model_experiment_get (experiment, MODEL_SIGMA_B) == 0))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                   _ ("%s = 0: a random covariance needs a spread above 0"),
                   model_experiment_get (experiment, MODEL_SIGMA_A) == 0 ? "sigma_a" : "sigma_b");
      return FALSE;
    }
  return TRUE;
}

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

/* One input each has isotropic covariance and equal weights, which come first. */
static int
get_kind (const ModelExperiment *experiment, ModelKey key)
{
  return model_parameter_applies (experiment, key) ? model_experiment_get_int (experiment, key) : 0;
}

static gboolean
fill_covariance (const ModelExperiment *experiment, int n_a, int n, double *sigma)
{
  const int kind = get_kind (experiment, MODEL_COVARIANCE);

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
  const int kind = get_kind (experiment, MODEL_WEIGHTS);
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

static gboolean
fill_distribution (ModelDistribution *d, const ModelExperiment *experiment)
{
  const int n = d->n_a + d->n_b;

  return fill_covariance (experiment, d->n_a, n, d->sigma) &&
         fill_true_weights (experiment, d->n_a, n, d->w);
}

/* y = w.x + noise e for normal inputs x = factor z. */
static void
fill_samples (ModelDataset *samples,
              const ModelDistribution *d,
              const ModelExperiment *experiment,
              double noise,
              const double *z)
{
  const int n = d->n_a + d->n_b, rows = samples->n_samples;

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, rows, n, n, 1, z, n + 1, d->factor, n, 0,
               samples->x, n);
  cblas_dcopy (rows, z + n, n + 1, samples->y, 1);
  cblas_dgemv (CblasRowMajor, CblasNoTrans, rows, n, 1, samples->x, n, d->w, 1, noise, samples->y,
               1);
}

const ModelSourceClass model_source_scalar = {
  .count_inputs = count_one,
  .fill_distribution = fill_distribution,
  .fill_samples = fill_samples,
  .normal = TRUE,
};

const ModelSourceClass model_source_vector = {
  .count_inputs = count_inputs,
  .validate = validate,
  .fill_distribution = fill_distribution,
  .fill_samples = fill_samples,
  .normal = TRUE,
};
