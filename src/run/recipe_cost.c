/* How long a run takes: floating-point operations, counted. */
#include "run/recipe_cost.h"

#define PER_SECOND 2e9
/* Of runs that go on until they have learned. */
#define USUAL_EPOCHS 1e4
/* In a small network that steps as the large one, an epoch takes no more operations than these. */
#define COMPRESSED 5e3

static double
count_weights (const ModelExperiment *experiment, double inputs)
{
  const double width = model_experiment_get (experiment, MODEL_WIDTH);
  const double layers = model_experiment_branch_depth (experiment, 0) +
                        model_experiment_branch_depth (experiment, 1) +
                        model_experiment_shared_depth (experiment);

  return width * (inputs + layers * width);
}

double
run_recipe_cost (const ModelExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  const double inputs =
      model_experiment_inputs (experiment, 0) + model_experiment_inputs (experiment, 1);
  const double samples = model_experiment_get (experiment, MODEL_SAMPLES);
  const double epochs = model_experiment_get (experiment, MODEL_EPOCHS);
  const double weights = count_weights (experiment, inputs);
  double moments = 0, epoch = 6 * weights;

  if (!model_experiment_is_linear (experiment))
    epoch *= MAX (samples, 1);
  else
    moments = 2 * samples * inputs * inputs;
  if (model_experiment_is_linear (experiment) &&
      model_experiment_get_int (experiment, MODEL_COMPRESSION) == MODEL_COMPRESSION_AUTO)
    epoch = MIN (epoch, COMPRESSED);
  return (moments + (epochs > 0 ? epochs : USUAL_EPOCHS) * epoch) / PER_SECOND;
}
