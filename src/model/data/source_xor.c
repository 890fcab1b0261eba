/* XOR: B's two signs tell a linear network nothing, and a ReLU network all. */
#include "model/data/source_xor.h"

#include "model/data/dataset.h"
#include "model/data/distribution.h"

#include <math.h>

static int
count_inputs (const ModelExperiment *experiment, int m)
{
  return m == 0 ? 1 : 2;
}

static gboolean
fill_distribution (ModelDistribution *distribution, const ModelExperiment *experiment)
{
  distribution->sigma[0] = pow (model_experiment_get (experiment, MODEL_SIGMA_A), 2);
  distribution->sigma[4] = distribution->sigma[8] = 1;
  distribution->w[0] = model_experiment_get (experiment, MODEL_W_A);
  distribution->jump = model_experiment_get (experiment, MODEL_W_B);
  return TRUE;
}

/* The four patterns of signs take turns, so that each is as frequent as the others. */
static void
fill_samples (ModelDataset *samples,
              const ModelDistribution *distribution,
              const ModelExperiment *experiment,
              double noise,
              const double *z)
{
  const double sigma = model_experiment_get (experiment, MODEL_SIGMA_A);
  const double w_a = model_experiment_get (experiment, MODEL_W_A);
  const double w_b = model_experiment_get (experiment, MODEL_W_B);

  for (int i = 0; i < samples->n_samples; i++)
    {
      double *x = samples->x + (gsize) i * 3;

      x[0] = sigma * z[(gsize) i * 4];
      x[1] = i & 1 ? 1 : -1;
      x[2] = i & 2 ? 1 : -1;
      samples->y[i] = w_a * x[0] + w_b * x[1] * x[2] + noise * z[(gsize) i * 4 + 3];
    }
}

const ModelSourceClass model_source_xor = {
  .count_inputs = count_inputs,
  .fill_distribution = fill_distribution,
  .fill_samples = fill_samples,
  .nonlinear = TRUE,
  .patterns = TRUE,
};
