/* Training by any optimiser and on batches, as a stepper. */
#pragma once

#include "model/step/stepper.h"

G_BEGIN_DECLS

/**
 * model_optimized_new:
 * From the weights of a network, which is copied. Linear networks under squared loss learn from
 * moments, of all samples or of each step's batch; others from samples that are drawn for each
 * step, while the loss that is recorded is the expected one of all.
 * @moments: of the training data
 * @epoch: of the run, at which it begins
 *
 * Valid: model_optimizer_is_plain() is FALSE, the dynamics descent.
 * Errors: those of model_dataset_new(); MODEL_ERROR_RANGE where a batch is larger than the data.
 */
ModelStepper *model_optimized_new (const ModelExperiment *experiment,
                                   const ModelNetwork *start,
                                   ModelMoments *moments,
                                   gint64 epoch,
                                   GError **error);

/* What goes over to a run that goes on from another: as many numbers of each weight, (n_weights) of
 * each; none where they have not the same optimiser. */
int model_optimized_count_memory (const ModelStepper *self, const ModelStepper *from);
/* Those of one, borrowed, as wide as its network. */
const double *model_optimized_get_memory (const ModelStepper *self, int i);
/* The same, made as wide as the other's. */
void
model_optimized_inherit (ModelStepper *self, const ModelStepper *from, int i, const double *memory);

G_END_DECLS
