/* The loss of an output that is linear in fixed features of the input, yhat = c . phi (x), and its
 * derivative by c: squared or logistic. */
#pragma once

#include "model/data/moments.h"

G_BEGIN_DECLS

typedef struct ModelFeatureLoss ModelFeatureLoss;

/**
 * model_feature_loss_new:
 * @phi: (n, samples), feature-major; copied as far as it is needed: of the squared loss only the
 * moments of the features stay, and the cost of an evaluation does not depend on the samples
 * @y: (samples); signs for the logistic loss
 */
ModelFeatureLoss *
model_feature_loss_new (int n, int samples, const double *phi, const double *y, ModelLoss loss);
/* Squared loss of the inputs themselves, from their moments. */
ModelFeatureLoss *model_feature_loss_new_for_moments (const ModelMoments *moments);
void model_feature_loss_free (ModelFeatureLoss *self);

/**
 * model_feature_loss_evaluate:
 * Returns the loss, mean over the samples, of coefficients c (n).
 * @residual: (out): minus its derivative with respect to c, (n)
 */
double model_feature_loss_evaluate (ModelFeatureLoss *self, const double *c, double *residual);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelFeatureLoss, model_feature_loss_free)

G_END_DECLS
