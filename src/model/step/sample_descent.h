/* Full-batch gradient descent on samples, as a stepper: ReLU networks, the logistic loss, and runs
 * with a generalisation error. */
#pragma once

#include "model/data/moments.h"
#include "model/step/stepper.h"

G_BEGIN_DECLS

/* Whether this is how an experiment is to be stepped; moments alone do for the others. */
gboolean model_sample_descent_applies (const ModelExperiment *experiment);

/**
 * model_sample_descent_new:
 * From the weights of a network, which is copied.
 * @moments: of the training data
 *
 * The generalisation error is that of the whole population where the network is linear and the
 * loss squared, (W - w*) S (W - w*)' / 2; else the loss on a test set.
 *
 * Errors: those of model_dataset_new().
 * Source: arXiv 2312.00935, sections 3.5, 5.1, appendix D.4.
 */
ModelStepper *model_sample_descent_new (const ModelExperiment *experiment,
                                        const ModelNetwork *start,
                                        const ModelMoments *moments,
                                        GError **error);

G_END_DECLS
