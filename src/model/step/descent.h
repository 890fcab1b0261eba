/* Full-batch gradient descent on the moments. */
#pragma once

#include "model/step/stepper.h"

G_BEGIN_DECLS

/* Full-batch gradient descent on moments, from the weights of a network, which is copied. The
 * moments are borrowed. Small networks get a stepper of their own. */
ModelStepper *
model_descent_new (const ModelNetwork *start, const ModelMoments *moments, double learning_rate);
/* The same, taking the network over instead of copying it: the widest have 100 MB. */
ModelStepper *
model_descent_new_take (ModelNetwork *start, const ModelMoments *moments, double learning_rate);

G_END_DECLS
