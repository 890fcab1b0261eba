/* Gradient descent on the moments for small networks with one input per modality, in blocks of
 * epochs. */
#pragma once

#include "model/step/stepper.h"

G_BEGIN_DECLS

/* Whether a network is small enough, and has one input per modality. */
gboolean model_small_stepper_fits (const ModelNetworkShape *shape);

/* As model_descent_new(). Valid: model_small_stepper_fits(). */
ModelStepper *model_small_stepper_new (const ModelNetwork *start,
                                       const ModelMoments *moments,
                                       double learning_rate);

G_END_DECLS
