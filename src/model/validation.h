/* How much a smaller basis changes a run: two starts of the same network, trained side by side. */
#pragma once

#include "model/network.h"

G_BEGIN_DECLS

/* A start at an initial scale in so many dimensions; owned by the caller. */
typedef ModelNetwork *(*ModelValidationStart) (gpointer data, int dimension, double init_scale);

/**
 * model_validation_compare:
 * The largest difference of a total weight between runs in `few` and in `many` dimensions, the
 * worst of data sets of two kinds, at a scale that learns the first modality after some hundred
 * epochs.
 * @cancel: (nullable): read atomically, each few epochs
 *
 * Returns: -1 where cancelled; INFINITY where no scale makes the network learn.
 */
double model_validation_compare (
    ModelValidationStart start, gpointer data, int few, int many, const int *cancel);

G_END_DECLS
