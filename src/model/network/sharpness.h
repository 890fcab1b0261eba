/* How steep the loss is at the solution: which learning rates gradient descent can bear. */
#pragma once

#include "model/data/moments.h"
#include "model/network/network.h"

G_BEGIN_DECLS

/**
 * model_sharpness_compute:
 * Largest eigenvalue of the loss's Hessian in the weights, at the balanced network whose total
 * weights are w: the steps are stable there for learning rates below 2 / lambda.
 * @w: total weights (n_A + n_B)
 *
 * At the global solution the Hessian's eigenvalues are those of S^(1/2) K S^(1/2), with K = sum
 * over layers of (d W / d W^l)(d W / d W^l)', which balance makes a function of the norms u_A, u_B,
 * u of theory's reduced network. 0 where w = 0.
 * Source: arXiv 2312.00935, eqs 38-44, for K.
 */
double model_sharpness_compute (const ModelNetworkShape *shape,
                                const ModelMoments *moments,
                                const double *w);

G_END_DECLS
