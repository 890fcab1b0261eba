/* The automatic initial scale, from the inverse of theory's first learning time. */
#include "theory/init_scale.h"

#include "model/network/learning_rate.h"
#include "model/step/sample_descent.h"
#include "num/number.h"
#include "num/roots.h"
#include "theory/times.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Two-layer networks learn in logarithmic time: any small scale does. */
#define SHALLOW_SCALE 1e-8
/* Where nothing is there to be learned, or would be before theory applies; the paper's choice. */
#define DEEP_SCALE 0.1
#define SMALLEST_SCALE 1e-12
#define LARGEST_SCALE 1.0

typedef struct
{
  const TheoryRates *rates;
  TheoryNetwork network;
} Target;

/* How far, in powers of e, the first learning time at scale exp (x) exceeds the one wanted. */
static double
compute_excess (double x, void *data)
{
  Target *target = data;
  TheoryTimes times;

  target->network.init_scale = exp (x);
  theory_times_compute (&times, target->rates, &target->network);
  return log (MAX (MIN (times.flow.t[0], times.flow.t[1]), G_MINDOUBLE) / THEORY_INIT_SCALE_EPOCHS);
}

static double
solve_scale (Target *target)
{
  double low = log (SMALLEST_SCALE), high = log (LARGEST_SCALE), x;

  if (compute_excess (high, target) >= 0)
    return LARGEST_SCALE;
  if (compute_excess (low, target) <= 0)
    return SMALLEST_SCALE;
  return num_root (compute_excess, target, low, high, 1e-5, &x) ? exp (x) : DEEP_SCALE;
}

static double
compute_norm (const TheoryRates *rates, const TheoryNetwork *network)
{
  Target target = { rates, *network };
  TheoryTimes times;
  int deepest = MAX (network->branch_depth[0], network->branch_depth[1]) + network->shared_depth;
  int total;

  theory_times_compute (&times, rates, network);
  total = network->branch_depth[times.first] + network->shared_depth;
  if (deepest <= 2)
    return SHALLOW_SCALE;
  /* A two-layer branch is early at any scale; the deeper one beside it needs a large one. */
  if (times.order == THEORY_ORDER_NOTHING || total <= 2)
    return DEEP_SCALE;
  if (network->branch_depth[0] != network->branch_depth[1])
    return solve_scale (&target);
  /* Equal branches: t is proportional to u0^(2-L), and u0 = 1 shows the factor. */
  target.network.init_scale = 1;
  return exp (compute_excess (0, &target) / (total - 2));
}

static double
choose_scale (const ModelExperiment *experiment, const TheoryRates *rates)
{
  const double given = model_experiment_get (experiment, MODEL_INIT_SCALE);
  TheoryNetwork unit;
  double norm;

  if (given > 0)
    return given;
  theory_network_from_experiment (&unit, experiment, 1);
  norm = unit.init_scale; /* what a scale of 1 means as a norm: more than 1 for a plain init */
  unit.init_scale = SHALLOW_SCALE;
  return num_number_round (
      CLAMP (compute_norm (rates, &unit), SMALLEST_SCALE, LARGEST_SCALE) / norm, 3);
}

double
theory_init_scale_compute (const ModelExperiment *experiment, const ModelMoments *moments)
{
  return theory_init_scale_compute_cancellable (experiment, moments, NULL);
}

double
theory_init_scale_compute_cancellable (const ModelExperiment *experiment,
                                       const ModelMoments *moments,
                                       const int *cancel)
{
  const double given = model_experiment_get (experiment, MODEL_INIT_SCALE);
  TheoryRates rates;

  if (given > 0)
    return given;
  return theory_rates_compute_cancellable (&rates, moments, cancel)
             ? choose_scale (experiment, &rates)
             : 0;
}

/* The epoch at which the first modality of a linear network is learned; 0 where theory has nothing
 * to say. */
static double
compute_first_time (const ModelExperiment *experiment, double init_scale, const TheoryRates *rates)
{
  TheoryNetwork network;
  TheoryTimes times;

  theory_network_from_experiment (&network, experiment, init_scale);
  theory_times_compute (&times, rates, &network);
  if (times.order == THEORY_ORDER_NOTHING || model_sample_descent_applies (experiment))
    return 0;
  return MIN (times.step.t[0], times.step.t[1]);
}

/* The same of layers drawn at random, within a factor of four: a vector passes one with u0 /
 * sqrt(N) of its length, so that the rank-one part of a hidden layer grows at the rate s u0^2 (u0 /
 * sqrt(N))^(L-3), and takes off once it passes as much as the layer itself. Shared layers are
 * larger by sqrt(2). 0 where it is not that, or the network is not deep enough for it to matter. */
static double
estimate_random_time (const ModelExperiment *experiment,
                      double init_scale,
                      const TheoryRates *rates)
{
  const double width = model_experiment_get (experiment, MODEL_WIDTH);
  double first = INFINITY;
  TheoryNetwork network;

  theory_network_from_experiment (&network, experiment, init_scale);
  if (model_experiment_get_int (experiment, MODEL_INIT) != MODEL_INIT_RANDOM ||
      model_sample_descent_applies (experiment))
    return 0;
  for (int m = 0; m < 2; m++)
    {
      const int depth = network.branch_depth[m] + network.shared_depth;

      if (depth < 5)
        return 0;
      if (rates->s[m] > 0)
        first = fmin (first, pow (init_scale, 2 - depth) * pow (2, -network.shared_depth / 2.0) *
                                 pow (width, (depth - 4) / 2.0) /
                                 (rates->s[m] * model_learning_rate_get (experiment)));
    }
  return isfinite (first) ? first : 0;
}

/* Why an open-ended run need not begin, or NULL. Owned by the caller. */
static char *
describe_hopelessness (const ModelExperiment *experiment,
                       double init_scale,
                       const TheoryRates *rates,
                       const ModelMoments *moments)
{
  const double first = compute_first_time (experiment, init_scale, rates);
  const double random = estimate_random_time (experiment, init_scale, rates);

  if (model_experiment_get (experiment, MODEL_EPOCHS) > 0)
    return NULL;
  if (moments->sigma_yy == 0 ||
      (model_experiment_slope (experiment) == 1 && rates->s[0] == 0 && rates->s[1] == 0))
    return g_strdup (_ ("nothing to learn: the target has nothing to do with the inputs"));
  if (first > THEORY_INIT_SCALE_NEVER)
    return g_strdup_printf (
        _ ("not learned within a billion epochs: theory puts the first modality at epoch %.1e"),
        first);
  if (random > THEORY_INIT_SCALE_RANDOM_MARGIN * MODEL_TRAINER_EPOCH_BOUND)
    return g_strdup_printf (_ ("not learned within a million epochs: random layers put the first "
                               "modality near epoch %.0e; a larger initial norm is sooner"),
                            random);
  return NULL;
}

/* Full width, which costs nothing to find. */
static ModelCompression *
get_no_compression (const ModelExperiment *experiment)
{
  ModelExperiment full = *experiment;

  model_experiment_set (&full, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
  return model_compression_peek (&full);
}

ModelTrainer *
theory_init_scale_new_trainer (const ModelExperiment *experiment, GError **error)
{
  return theory_init_scale_new_trainer_compressed (experiment, NULL, NULL, error);
}

ModelTrainer *
theory_init_scale_new_trainer_compressed (const ModelExperiment *experiment,
                                          ModelCompression *compression,
                                          const int *cancel,
                                          GError **error)
{
  g_autoptr (ModelMoments) moments = model_moments_compute_cancellable (experiment, cancel, error);
  TheoryRates rates;

  if (moments == NULL)
    return NULL;
  if (!theory_rates_compute_cancellable (&rates, moments, cancel))
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
      return NULL;
    }
  return theory_init_scale_new_trainer_known (experiment, choose_scale (experiment, &rates), &rates,
                                              moments, compression, cancel, error);
}

ModelTrainer *
theory_init_scale_new_trainer_known (const ModelExperiment *experiment,
                                     double init_scale,
                                     const TheoryRates *rates,
                                     ModelMoments *moments,
                                     ModelCompression *compression,
                                     const int *cancel,
                                     GError **error)
{
  g_autofree char *reason = describe_hopelessness (experiment, init_scale, rates, moments);
  g_autoptr (ModelCompression) none = NULL;
  ModelTrainer *trainer;

  if (reason != NULL && compression == NULL)
    compression = none = get_no_compression (experiment);
  trainer =
      model_trainer_new_compressed (experiment, init_scale, moments, compression, cancel, error);
  if (trainer != NULL && reason != NULL)
    model_trainer_give_up (trainer, reason);
  return trainer;
}
