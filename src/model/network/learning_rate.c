/* Automatic learning rates: asked for by the trainer and by theory, so that both step alike. */
#include "model/network/learning_rate.h"

#include "model/experiment/data_source.h"
#include "model/network/sharpness.h"
#include "num/matrix.h"
#include "num/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAFE 0.25      /* of the bound */
#define LARGEST_OF 0.5 /* of the bound, that the plain rate may be */
#define SMALLEST 1e-12
#define DIGITS 2 /* so that it can be quoted */

/* What was computed last: it depends on the experiment and, where data are there, on these. */
static GMutex lock; /* guards all */
static ModelExperiment known;
static ModelMoments *known_moments; /* NULL: of data that are drawn */
static double known_rate;           /* 0: none */

double
model_learning_rate_bound (const ModelNetworkShape *shape, const ModelMoments *moments)
{
  const int n = moments->n_a + moments->n_b;
  double *w = num_alloc ((gsize) n), lambda;

  model_moments_solve (moments, w);
  lambda = model_sharpness_compute (shape, moments, w);
  for (int m = 0; m < 2; m++)
    {
      memset (w, 0, sizeof (double) * (gsize) n);
      model_moments_solve_modality (moments, m, w + (m == 0 ? 0 : moments->n_a), NULL);
      lambda = fmax (lambda, model_sharpness_compute (shape, moments, w));
    }
  free (w);
  return lambda > 0 ? 2 / lambda : INFINITY;
}

static double
make_safe (double bound)
{
  return CLAMP (num_number_round (SAFE * bound, DIGITS), SMALLEST,
                model_parameter (MODEL_LEARNING_RATE)->maximum);
}

double
model_learning_rate_find_safe (const ModelExperiment *experiment, const ModelMoments *moments)
{
  ModelNetworkShape shape;
  double bound;

  model_network_shape_from_experiment (&shape, experiment);
  bound = model_learning_rate_bound (&shape, moments);
  return isfinite (bound) ? make_safe (bound) : 0;
}

static double
compute (const ModelExperiment *experiment, const ModelMoments *moments)
{
  const gboolean is_there = model_experiment_get_source (experiment)->ref_rows != NULL;
  const double samples = model_experiment_get (experiment, MODEL_SAMPLES);
  ModelNetworkShape shape;
  double bound;

  model_network_shape_from_experiment (&shape, experiment);
  bound = model_learning_rate_bound (&shape, moments);
  if (!is_there && samples > 0)
    bound /= pow (1 + sqrt ((moments->n_a + moments->n_b) / samples), 2);
  if (!isfinite (bound) || (!is_there && MODEL_LEARNING_RATE_PLAIN <= LARGEST_OF * bound))
    return MODEL_LEARNING_RATE_PLAIN;
  return make_safe (bound);
}

static gboolean
is_same (const ModelMoments *a, const ModelMoments *b)
{
  const gsize n = a != NULL ? (gsize) (a->n_a + a->n_b) : 0;

  if (a == NULL || b == NULL)
    return a == b;
  return a->n_a == b->n_a && a->n_b == b->n_b && a->sigma_yy == b->sigma_yy &&
         memcmp (a->sigma_yx, b->sigma_yx, n * sizeof *a->sigma_yx) == 0 &&
         memcmp (a->sigma, b->sigma, n * n * sizeof *a->sigma) == 0;
}

static double
look_up (const ModelExperiment *experiment, const ModelMoments *moments)
{
  double rate;

  g_mutex_lock (&lock);
  rate = known_rate > 0 && model_experiment_equal (&known, experiment) &&
                 is_same (known_moments, moments)
             ? known_rate
             : 0;
  g_mutex_unlock (&lock);
  return rate;
}

static void
keep (const ModelExperiment *experiment, ModelMoments *moments, double rate)
{
  g_mutex_lock (&lock);
  known = *experiment;
  model_moments_unref (known_moments);
  known_moments = moments != NULL ? model_moments_ref (moments) : NULL;
  known_rate = rate;
  g_mutex_unlock (&lock);
}

double
model_learning_rate_get (const ModelExperiment *experiment)
{
  const double given = model_experiment_get (experiment, MODEL_LEARNING_RATE);
  const gboolean is_there = model_experiment_get_source (experiment)->ref_rows != NULL;
  g_autoptr (ModelMoments) moments = NULL;
  double rate;

  if (given > 0)
    return given;
  if (!is_there && model_experiment_get_int (experiment, MODEL_SOURCE) != MODEL_SOURCE_VECTOR)
    return MODEL_LEARNING_RATE_PLAIN;
  /* Those of a file are at hand; it may be another one by now. */
  if (is_there)
    moments = model_moments_compute_population (experiment, NULL);
  rate = look_up (experiment, moments);
  if (rate > 0)
    return rate;
  if (!is_there)
    moments = model_moments_compute_population (experiment, NULL);
  if (moments == NULL)
    return MODEL_LEARNING_RATE_PLAIN;
  rate = compute (experiment, moments);
  keep (experiment, is_there ? moments : NULL, rate);
  return rate;
}
