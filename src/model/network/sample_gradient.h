/* The gradient of what moments do not tell: ReLU networks and the logistic loss, on samples.
 *
 * Of four ways the one that does least is taken. Where the samples enter through few numbers, the
 * cost of a step does not depend on how many they are:
 *   relu_late.c: late fusion, where each branch meets few directions of its inputs (+1 and -1 for
 *     one input, four patterns for XOR): the branch is evaluated on these, and the output is a sum;
 *   relu_early.c: two layers, early fusion, squared loss, inputs that lie in few planes: the
 *     neurons cut each plane into sectors, and in each the network is linear.
 * Else
 *   totals: linear networks: a pass over the samples for the loss, rank-one steps for the network;
 *   blocks (sample_blocks.c): anything, in one pass over blocks of samples.
 */
#pragma once

#include "model/data/dataset.h"
#include "model/network/network.h"

G_BEGIN_DECLS

/* What is differentiated, where and on what. Borrowed while a gradient is being made of it. */
typedef struct
{
  ModelNetworkShape shape;
  double slope; /* of ReLU for negative inputs; 1: linear */
  ModelLoss loss;
  ModelDataset *data; /* NULL where moments stand for it */
  ModelDataset *test; /* for the generalisation error, or NULL */
  /* Linear networks under squared loss: of the training and test data; the latter or NULL */
  ModelMoments *moments, *population;
} ModelSampleTask;

typedef struct ModelSampleGradient ModelSampleGradient;

typedef struct
{
  gboolean (*evaluate) (ModelSampleGradient *self, const ModelNetwork *network, const int *cancel);
  void (*add) (ModelSampleGradient *self, ModelNetwork *network, double scale, double *out);
  void (*free) (ModelSampleGradient *self);
} ModelSampleGradientClass;

struct ModelSampleGradient
{
  const ModelSampleGradientClass *class;
  double loss;
  double test_loss;    /* NAN without a test set */
  const double *total; /* total weights (n_A + n_B) where evaluation has come by them, or NULL */
};

/* By the best of the ways above. It copies what it needs of the task. */
ModelSampleGradient *model_sample_gradient_new (const ModelSampleTask *task);
/* By one way; NULL where it does not apply. */
ModelSampleGradient *model_relu_late_new (const ModelSampleTask *task);
ModelSampleGradient *model_relu_early_new (const ModelSampleTask *task);
ModelSampleGradient *model_totals_new (const ModelSampleTask *task);
ModelSampleGradient *model_blocks_new (const ModelSampleTask *task);
/* Other training samples for model_blocks_new()'s, which are copied: it may be made without any.
 * Shapes: x (n_samples, n_A + n_B), y and weight (n_samples). */
void model_blocks_load (ModelSampleGradient *self,
                        int n_samples,
                        const double *x,
                        const double *y,
                        const double *weight);
void model_sample_gradient_free (ModelSampleGradient *self);

/**
 * model_sample_gradient_evaluate:
 * Loss, loss on the test set, and what the gradient needs, at the network's weights.
 * @cancel: (nullable): read atomically, at least once per layer and block of samples
 *
 * Returns: FALSE where cancelled; the gradient is then undefined.
 */
gboolean model_sample_gradient_evaluate (ModelSampleGradient *self,
                                         const ModelNetwork *network,
                                         const int *cancel);

/**
 * model_sample_gradient_add:
 * out += scale times the gradient, after model_sample_gradient_evaluate() at the same weights.
 * @out: laid out as network->weights, or these weights themselves: then it is a step
 */
void model_sample_gradient_add (ModelSampleGradient *self,
                                ModelNetwork *network,
                                double scale,
                                double *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelSampleGradient, model_sample_gradient_free)

G_END_DECLS
