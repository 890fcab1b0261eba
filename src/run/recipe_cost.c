/* How long a run takes: floating-point operations, counted. */
#include "run/recipe_cost.h"

#define PER_SECOND 2e9
/* Of runs that go on until they have learned. */
#define USUAL_EPOCHS 1e4
/* In a small network that steps as the large one, an epoch takes no more operations than these. */
#define COMPRESSED 5e3
/* Inputs in all, as far as a ReLU's gradient is found without samples; and what a weight takes
 * then. */
#define MOST_SECTOR_INPUTS 3
#define SECTORS 60

static double
count_weights (const ModelExperiment *experiment, double inputs)
{
  const double width = model_experiment_get (experiment, MODEL_WIDTH);
  const int shared = model_experiment_shared_depth (experiment);
  const int layers = model_experiment_branch_depth (experiment, 0) +
                     model_experiment_branch_depth (experiment, 1) + shared;
  /* All but the first of each branch and those that end in the output. */
  const int square = MAX (layers - 2 - (shared > 0 ? 1 : 2), 0);

  return width * (inputs + 1 + square * width);
}

/* What an epoch takes of a run that is not one of moments. Linear layers are multiplied before
 * samples are looked at; ReLUs of one input each see sectors of the plane instead of samples, or
 * patterns, but for the logistic loss of shared neurons. */
static double
count_on_samples (const ModelExperiment *experiment, double inputs, double weights)
{
  const double samples = MAX (model_experiment_get (experiment, MODEL_SAMPLES), 1);
  const gboolean few = inputs <= MOST_SECTOR_INPUTS;
  const gboolean logistic =
      model_experiment_get_int (experiment, MODEL_LOSS) == MODEL_LOSS_LOGISTIC;
  const gboolean shared = model_experiment_shared_depth (experiment) > 0;

  if (model_experiment_get_int (experiment, MODEL_ACTIVATION) != MODEL_ACTIVATION_RELU ||
      (few && logistic && !shared))
    return 6 * weights + 10 * samples * inputs;
  return few && !logistic ? SECTORS * weights : 6 * samples * weights;
}

double
run_recipe_cost (const ModelExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  const double inputs =
      model_experiment_inputs (experiment, 0) + model_experiment_inputs (experiment, 1);
  const double samples = model_experiment_get (experiment, MODEL_SAMPLES);
  const gboolean on_moments = model_experiment_is_linear (experiment);
  const double epochs = model_experiment_get (experiment, MODEL_EPOCHS);
  const double weights = count_weights (experiment, inputs);
  double epoch = on_moments ? 6 * weights : count_on_samples (experiment, inputs, weights);

  if (on_moments &&
      model_experiment_get_int (experiment, MODEL_COMPRESSION) == MODEL_COMPRESSION_AUTO)
    epoch = MIN (epoch, COMPRESSED);
  return ((on_moments ? 2 * samples * inputs * inputs : 0) +
          (epochs > 0 ? epochs : USUAL_EPOCHS) * epoch) /
         PER_SECOND;
}
