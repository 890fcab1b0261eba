/* The distribution that an experiment's data come from: covariance, its factor, true weights. */
#include "model/data/distribution.h"

#include "model/experiment/data_source.h"
#include "num/cancel.h"
#include "num/cholesky.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

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
  return model_experiment_get_source (experiment)->fill_distribution (self, experiment);
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
  return new_distribution (experiment, model_parameter_applies (experiment, MODEL_MATRIX), cancel,
                           error);
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
