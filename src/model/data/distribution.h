/* The distribution that an experiment's data come from (eq 1): x ~ N(0, sigma), y = w.x + noise. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* Inputs ordered A first, n = n_a + n_b. With standard normals z and e: x = factor z,
 * y = w.x + noise e, and +jump or -jump at random. Of XOR data this has what is linear: second
 * moments of x, and w_A. */
typedef struct ModelDistribution
{
  int n_a, n_b;
  double *sigma;  /* population covariance, (n, n) */
  double *factor; /* lower Cholesky factor of sigma, (n, n); NULL: see below */
  double *w;      /* true weights, (n) */
  double noise;   /* standard deviation */
  double jump;    /* what a linear network sees of XOR */
} ModelDistribution;

/**
 * model_distribution_new:
 * @cancel: (nullable): read atomically, while a large covariance is factored
 *
 * Errors: MODEL_ERROR_RANGE where a given matrix or weight vector does not fit;
 * MODEL_ERROR_CANCELLED.
 */
ModelDistribution *
model_distribution_new (const ModelExperiment *experiment, const int *cancel, GError **error);
/* The same without a factor, which nobody needs who draws no samples. */
ModelDistribution *model_distribution_new_population (const ModelExperiment *experiment,
                                                      const int *cancel,
                                                      GError **error);
void model_distribution_free (ModelDistribution *self);

/* Fills `rows` samples' worth of standard normals, (rows, n + 1): z, then e. */
typedef struct ModelNormals ModelNormals;
ModelNormals *model_normals_new (guint64 seed, guint64 stream, int n);
void model_normals_free (ModelNormals *self);
void model_normals_next (ModelNormals *self, int rows, double *z);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelDistribution, model_distribution_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelNormals, model_normals_free)

G_END_DECLS
