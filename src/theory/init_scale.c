/* The automatic initial scale, from the inverse of theory's first learning time. */
#include "theory/init_scale.h"

#include "model/network/learning_rate.h"
#include "model/step/basis.h"
#include "model/step/sample_descent.h"
#include "num/blas.h"
#include "num/cancel.h"
#include "num/number.h"
#include "num/roots.h"
#include "theory/growth.h"
#include "theory/times.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Two-layer networks learn in logarithmic time: any small scale does. */
#define SHALLOW_SCALE 1e-8
/* Where nothing is there to be learned, or would be before theory applies; the paper's choice. */
#define DEEP_SCALE 0.1
#define SMALLEST_SCALE 1e-12
#define LARGEST_SCALE 1.0

/* Vectors of a Krylov space, by depth: first times of a width of 100 hold to 1 %. What many shared
 * layers do to each other takes most. */
#define DIMENSIONS 16
#define DEEP 6
#define DEEP_DIMENSIONS 32
#define DEEPEST_DIMENSIONS 64
/* Looks for a scale: how often, by how much at a time, and to what part of the time. */
#define MOST_SCALES 6
#define LARGEST_MOVE 20.0
#define NEAR_ENOUGH 0.02
/* Of a layer that began with a norm of 1. */
#define LARGE_NORM 100.0

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

static gboolean
is_deep (const ModelExperiment *experiment)
{
  return MAX (model_experiment_branch_depth (experiment, 0),
              model_experiment_branch_depth (experiment, 1)) +
             model_experiment_shared_depth (experiment) >
         2;
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

/* What a drawn network is drawn from. */
typedef struct
{
  guint64 seed;
  ModelInit init;
  ModelNetworkShape shape;
} Drawn;

/* The last one: sliders of data ask for it again. */
static GMutex drawn_lock;
static Drawn last_drawn;
static ModelNetwork *last_unit;

static int
choose_dimensions (const ModelNetworkShape *shape)
{
  const int depth = MAX (shape->branch_depth[0], shape->branch_depth[1]) + shape->shared_depth;

  if (depth < DEEP)
    return DIMENSIONS;
  return depth > DEEP && shape->shared_depth > 0 ? DEEPEST_DIMENSIONS : DEEP_DIMENSIONS;
}

static ModelNetwork *
draw (const Drawn *self, const int *cancel)
{
  const int limit =
      choose_dimensions (&self->shape) + MAX (self->shape.inputs[0], self->shape.inputs[1]) - 1;
  g_autoptr (ModelNetwork) normals = model_network_new (&self->shape);
  g_autoptr (ModelNetwork) wide = NULL;
  g_autoptr (ModelBasis) basis = NULL;
  ModelNetworkNorms norms;

  if (!model_network_draw (normals, self->seed, cancel))
    return NULL;
  model_network_compute_norms (normals, &norms);
  wide = model_network_new_scaled (normals, self->shape.width, self->init, &norms, 1);
  basis = model_basis_new (wide, MIN (limit, self->shape.width), cancel);
  return basis != NULL ? model_basis_project (basis, wide) : NULL;
}

static ModelNetwork *
look_up (const Drawn *drawn)
{
  ModelNetwork *found = NULL;

  g_mutex_lock (&drawn_lock);
  if (last_unit != NULL && last_drawn.seed == drawn->seed && last_drawn.init == drawn->init &&
      model_network_shape_equal (&last_drawn.shape, &drawn->shape))
    found = model_network_copy (last_unit);
  g_mutex_unlock (&drawn_lock);
  return found;
}

ModelNetwork *
theory_init_scale_draw (const ModelExperiment *experiment, const int *cancel)
{
  Drawn drawn = { .seed = model_experiment_get (experiment, MODEL_SEED),
                  .init = model_experiment_get_int (experiment, MODEL_INIT) };
  ModelNetwork *unit;

  model_network_shape_from_experiment (&drawn.shape, experiment);
  if (drawn.init == MODEL_INIT_BALANCED ||
      drawn.shape.inputs[0] + drawn.shape.inputs[1] > MODEL_FLOW_MAX_INPUTS)
    return NULL;
  unit = look_up (&drawn);
  if (unit != NULL)
    return unit;
  unit = draw (&drawn, cancel);
  if (unit == NULL)
    return NULL;
  g_mutex_lock (&drawn_lock);
  model_network_free (last_unit);
  last_unit = model_network_copy (unit);
  last_drawn = drawn;
  g_mutex_unlock (&drawn_lock);
  return unit;
}

/* When the first modality is half learned under the constant error s, in units of tau; 0 where it
 * is at once, or never moves. */
static double
compute_drawn_time (const ModelNetwork *unit,
                    const ModelMoments *moments,
                    const TheoryRates *rates,
                    double scale,
                    int *first,
                    const int *cancel)
{
  g_autoptr (ModelNetwork) network = model_network_copy (unit);
  g_autoptr (ModelMoments) error = model_moments_new (moments->n_a, moments->n_b);
  const int n = moments->n_a + moments->n_b;
  TheoryGrowthEnd end = { .loss = -1, .time = INFINITY };
  TheoryGrowthWay way;
  double time, level[2];

  cblas_dscal ((int) network->n_weights, scale, network->weights, 1);
  memcpy (error->sigma_yx, moments->sigma_yx, n * sizeof (double));
  error->sigma_yy = G_MAXDOUBLE;
  for (int m = 0; m < 2; m++)
    end.weight[m] = rates->p[m] > 0 ? rates->p[m] / 2 : INFINITY;
  theory_growth_way_init (&way);
  theory_growth_follow (network, error, &end, INFINITY, &way, cancel);
  time =
      way.nodes->len > 0 ? g_array_index (way.nodes, TheoryGrowthNode, way.nodes->len - 1).time : 0;
  if (way.nodes->len > 0)
    {
      theory_fixed_points_get_levels (moments->n_a, moments->n_b,
                                      &g_array_index (way.totals, double, (way.nodes->len - 1) * n),
                                      level);
      *first = fabs (level[1]) * end.weight[0] > fabs (level[0]) * end.weight[1];
    }
  theory_growth_way_clear (&way);
  return time;
}

/* A branch under the constant error 1 until its layers are large, and as good as aligned: from
 * there on it takes u^(2-L) / (L - 2). */
static double
follow_branch (const ModelNetwork *unit, int m, const int *cancel)
{
  g_autoptr (ModelNetwork) network = model_network_copy (unit);
  g_autoptr (ModelMoments) error = model_moments_new (1, 1);
  const int depth = unit->shape.branch_depth[m];
  const double large = pow (LARGE_NORM, depth);
  TheoryGrowthEnd end = { { INFINITY, INFINITY }, -1, INFINITY };
  TheoryGrowthWay way;
  double time;

  error->sigma_yx[m] = 1;
  error->sigma_yy = G_MAXDOUBLE;
  end.weight[m] = large;
  theory_growth_way_init (&way);
  theory_growth_follow (network, error, &end, INFINITY, &way, cancel);
  time =
      way.nodes->len > 0 ? g_array_index (way.nodes, TheoryGrowthNode, way.nodes->len - 1).time : 0;
  theory_growth_way_clear (&way);
  return time + pow (LARGE_NORM, 2 - depth) / (depth - 2);
}

gboolean
theory_init_scale_compute_cost (const ModelExperiment *experiment,
                                double cost[2],
                                const int *cancel)
{
  g_autoptr (ModelNetwork) unit = theory_init_scale_draw (experiment, cancel);

  for (int m = 0; m < 2 && unit != NULL; m++)
    cost[m] = (unit->shape.branch_depth[m] - 2) * follow_branch (unit, m, cancel);
  return unit != NULL && !num_is_cancelled (cancel);
}

/* Under the constant error s the time of the layers that an experiment draws is C u0^(2-L), and C
 * is the network's own: the scale at which it is an epoch, or the guess where there is nothing to
 * find, or where cancelled. */
static double
find_scale (const ModelExperiment *experiment,
            const ModelMoments *moments,
            const TheoryRates *rates,
            double epoch,
            double guess,
            const int *cancel)
{
  g_autoptr (ModelNetwork) unit = theory_init_scale_draw (experiment, cancel);
  TheoryNetwork network;
  double scale = guess;

  if (unit == NULL)
    return guess;
  theory_network_from_experiment (&network, experiment, guess);
  for (int i = 0; i < MOST_SCALES; i++)
    {
      int first = 0;
      const double t =
          compute_drawn_time (unit, moments, rates, scale, &first, cancel) / network.learning_rate;
      const int depth = network.branch_depth[first] + network.shared_depth;

      if (num_is_cancelled (cancel) || !(t > 0) || depth <= 2)
        return guess;
      scale *= CLAMP (pow (t / epoch, 1.0 / (depth - 2)), 1 / LARGEST_MOVE, LARGEST_MOVE);
      if (fabs (t / epoch - 1) < NEAR_ENOUGH)
        break;
    }
  return scale;
}

/* Aligned, balanced layers; the search for those that are not begins there. */
static double
choose_aligned (const ModelExperiment *experiment, const TheoryRates *rates)
{
  TheoryNetwork unit;
  double norm;

  theory_network_from_experiment (&unit, experiment, 1);
  norm = unit.init_scale; /* what a scale of 1 means as a norm: more than 1 for a plain init */
  unit.init_scale = SHALLOW_SCALE;
  return CLAMP (compute_norm (rates, &unit), SMALLEST_SCALE, LARGEST_SCALE) / norm;
}

/* 0 where cancelled. */
static double
choose_scale (const ModelExperiment *experiment,
              const TheoryRates *rates,
              const ModelMoments *moments,
              const int *cancel)
{
  const double given = model_experiment_get (experiment, MODEL_INIT_SCALE);
  double scale;

  if (given > 0)
    return given;
  scale = choose_aligned (experiment, rates);
  if (model_experiment_get_int (experiment, MODEL_INIT) != MODEL_INIT_BALANCED &&
      MAX (rates->s[0], rates->s[1]) > 0 && is_deep (experiment))
    scale = fmin (find_scale (experiment, moments, rates, THEORY_INIT_SCALE_EPOCHS, scale, cancel),
                  model_parameter (MODEL_INIT_SCALE)->maximum);
  return num_is_cancelled (cancel) ? 0 : num_number_round (scale, 3);
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
  TheoryRates rates;

  return theory_rates_compute_cancellable (&rates, moments, cancel)
             ? choose_scale (experiment, &rates, moments, cancel)
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
  double scale = 0;

  if (moments == NULL)
    return NULL;
  if (theory_rates_compute_cancellable (&rates, moments, cancel))
    scale = choose_scale (experiment, &rates, moments, cancel);
  if (scale == 0)
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
      return NULL;
    }
  return theory_init_scale_new_trainer_known (experiment, scale, &rates, moments, compression,
                                              cancel, error);
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
