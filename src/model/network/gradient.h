/* The gradient of the squared loss in factored form: every layer's is the rank-one b f'.
 *
 * With b^l the product of the layers above layer l (a vector, since y is a scalar) and f^l what
 * the error correlation om becomes below it, dW^l/dt = b^l f^l' / tau (eqs 3-5, 14-15).
 */
#pragma once

#include "model/data/moments.h"
#include "model/network/network.h"

G_BEGIN_DECLS

typedef struct ModelGradient ModelGradient;

/* Workspace for networks of a shape; it allocates nothing after this. */
ModelGradient *model_gradient_new (const ModelNetworkShape *shape);
void model_gradient_free (ModelGradient *self);

/**
 * model_gradient_evaluate:
 * The downward half of a step: b of every layer, the total weights, om and the loss.
 * @cancel: (nullable): read atomically before each layer
 *
 * Returns: FALSE where cancelled; the factors are then undefined.
 */
gboolean model_gradient_evaluate (ModelGradient *self,
                                  const ModelNetwork *network,
                                  const ModelMoments *moments,
                                  const int *cancel);

/* Puts another error correlation om (n_A + n_B), minus the derivative of some loss with respect to
 * the total weights, in the place of the one that model_gradient_evaluate() found. */
void model_gradient_set_residual (ModelGradient *self, const double *residual);

/**
 * model_gradient_step:
 * The upward half, after model_gradient_evaluate() at the same weights: f of every layer, and
 * W^l += learning_rate b^l f^l' in the pass that computes W^l f^l. Each weight is read twice and
 * written once per epoch. With learning_rate 0 it only completes the factors.
 * Returns: FALSE where cancelled on the way; the network is then torn between two epochs.
 */
gboolean model_gradient_step (ModelGradient *self,
                              ModelNetwork *network,
                              double learning_rate,
                              const int *cancel);

double model_gradient_get_loss (const ModelGradient *self);
/* Total weights (n_A + n_B), borrowed. */
const double *model_gradient_get_total_weights (const ModelGradient *self);

/* The factors of layer l of part 0, 1 (branches) or 2 (shared), borrowed: b (rows) after
 * model_gradient_evaluate(), f (cols) after model_gradient_step(). */
void model_gradient_get_factors (
    const ModelGradient *self, int part, int l, const double **b, const double **f);

/* `scale` times the gradient of the loss itself (the negative of b f'), added to `out`, laid out as
 * network->weights; after both halves of a step. */
void model_gradient_expand (const ModelGradient *self,
                            const ModelNetwork *network,
                            double scale,
                            double *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelGradient, model_gradient_free)

G_END_DECLS
