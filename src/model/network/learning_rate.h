/* The step of gradient descent: as given, or one that the data and the network can bear. */
#pragma once

#include "model/data/moments.h"
#include "model/network/network.h"

G_BEGIN_DECLS

#define MODEL_LEARNING_RATE_PLAIN 0.04 /* of data that are drawn, where they can bear it */

/**
 * model_learning_rate_bound:
 * 2 / lambda, above which gradient descent leaves the solution or a saddle M_A, M_B on its way:
 * lambda is the largest model_sharpness_compute() of the three.
 * Returns: infinity where there is nothing to learn
 */
double model_learning_rate_bound (const ModelNetworkShape *shape, const ModelMoments *moments);

/* A quarter of it, to be quoted: two digits. 0 where there is nothing to learn. */
double model_learning_rate_find_safe (const ModelExperiment *experiment,
                                      const ModelMoments *moments);

/**
 * model_learning_rate_get:
 * The experiment's learning rate. 0 there is automatic: MODEL_LEARNING_RATE_PLAIN; for vectors a
 * quarter of the bound where that one is above half of it; for data of a file a quarter of it.
 * Samples of n inputs are taken to be as steep as the population can make them, (1 + sqrt (n /
 * samples))^2 times.
 *
 * Any thread; what was computed last is kept. A file that was not loaded is loaded.
 */
double model_learning_rate_get (const ModelExperiment *experiment);

G_END_DECLS
