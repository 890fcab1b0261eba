/* The naive twin of the trainer: full-batch gradient descent on the samples themselves, activation
 * matrices kept and differentiated backwards as an autograd library does. The test of the moments'
 * gradient, and the baseline of the benchmark. */
#pragma once

#include "model/data/dataset.h"
#include "model/network/network.h"

G_BEGIN_DECLS

typedef struct ModelNaive ModelNaive;

/* Allocates activations of (samples, width) per layer. The data set is borrowed. */
ModelNaive *model_naive_new (const ModelNetworkShape *shape, const ModelDataset *dataset);
void model_naive_free (ModelNaive *self);
/* ReLU of this slope behind every layer but the output, and a loss. Else: linear, squared. */
void model_naive_set_kind (ModelNaive *self, double slope, ModelLoss loss);

/**
 * model_naive_compute:
 * Loss and its gradient at the network's weights, by matrix products over all samples.
 * @gradient: (out): laid out as network->weights
 */
double model_naive_compute (ModelNaive *self, const ModelNetwork *network, double *gradient);

/* One step of gradient descent; returns the loss before it. */
double model_naive_step (ModelNaive *self, ModelNetwork *network, double learning_rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelNaive, model_naive_free)

G_END_DECLS
