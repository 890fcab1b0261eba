/* What differs between sources of data: a class for each, one file in model/data, listed in
 * model/data/sources.c. */
#pragma once

#include "model/experiment/experiment_parameters.h"

G_BEGIN_DECLS

typedef struct ModelExperiment ModelExperiment;
typedef struct ModelDataset ModelDataset;
typedef struct ModelDistribution ModelDistribution;
typedef struct ModelMoments ModelMoments;

typedef struct ModelSourceClass
{
  /* Inputs of modality m: 0 is A, 1 is B. */
  int (*count_inputs) (const ModelExperiment *experiment, int m);
  /* (nullable): combinations of its keys; errors as model_experiment_validate()'s. */
  gboolean (*validate) (const ModelExperiment *experiment, GError **error);

  /* Data that are drawn. */
  /* Second moments and linear weights into a distribution with room for them; FALSE where given
   * ones do not fit. */
  gboolean (*fill_distribution) (ModelDistribution *distribution,
                                 const ModelExperiment *experiment);
  /* Samples from standard normals z, (n_samples, n + 1), the last of each row for the noise. */
  void (*fill_samples) (ModelDataset *samples,
                        const ModelDistribution *distribution,
                        const ModelExperiment *experiment,
                        double noise,
                        const double *z);
  gboolean normal;    /* x = factor z: the samples' moments follow from those of z */
  gboolean nonlinear; /* ReLU networks learn more of the target than linear ones, all but noise */
  gboolean patterns;  /* inputs of B are the four patterns of two signs */

  /* Data that are there; NULL where they are drawn. Both give the rows to train on, or those held
   * out; errors name the file. */
  ModelDataset *(*ref_rows) (const ModelExperiment *experiment, gboolean held_out, GError **error);
  ModelMoments *(*dup_moments) (const ModelExperiment *experiment,
                                gboolean held_out,
                                GError **error);
} ModelSourceClass;

/* By ModelSource; filled where the sources are known. */
extern const ModelSourceClass *const model_sources[];

G_END_DECLS
