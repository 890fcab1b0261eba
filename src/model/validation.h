/* How much a smaller basis changes a run: against a reference, trained on the same data. */
#pragma once

#include "model/trial.h"

G_BEGIN_DECLS

typedef struct ModelValidation ModelValidation;

/**
 * model_validation_new:
 * Trains and records the reference, on data sets of three kinds.
 * @pilot: dimensions of the runs that look for the initial scale
 * @reference: its dimensions
 * @cancel: (nullable): read atomically, at least once per layer
 *
 * Returns: NULL where cancelled, and where no scale makes the network learn.
 */
ModelValidation *model_validation_new (const int inputs[2],
                                       ModelTrialStart start,
                                       gpointer data,
                                       int pilot,
                                       int reference,
                                       const int *cancel);
void model_validation_free (ModelValidation *self);

/**
 * model_validation_compare:
 * The largest difference of a total weight between runs in so many dimensions and the reference,
 * the worst of the data sets.
 * Returns: -1 where cancelled.
 */
double model_validation_compare (const ModelValidation *self,
                                 ModelTrialStart start,
                                 gpointer data,
                                 int dimension,
                                 const int *cancel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelValidation, model_validation_free)

G_END_DECLS
