/* Checks a basis for a compressed network: trains in it and in a larger one, the reference, on the
 * same data, and tells the largest difference of a total weight. */
#pragma once

#include "model/step/basis_data.h"

G_BEGIN_DECLS

typedef struct ModelBasisCheck ModelBasisCheck;

/**
 * model_basis_check_new:
 * Trains and records the reference, on data sets of three kinds.
 * @pilot: dimensions of the runs that look for the initial scale
 * @reference: its dimensions
 * @cancel: (nullable): read atomically, at least once per layer
 *
 * Returns: NULL where cancelled, and where no scale makes the network learn.
 */
ModelBasisCheck *model_basis_check_new (const int inputs[2],
                                        ModelBasisDataStart start,
                                        gpointer data,
                                        int pilot,
                                        int reference,
                                        const int *cancel);
void model_basis_check_free (ModelBasisCheck *self);

/**
 * model_basis_check_compare:
 * The largest difference of a total weight between runs in so many dimensions and the reference,
 * the worst of the data sets.
 * Returns: -1 where cancelled.
 */
double model_basis_check_compare (const ModelBasisCheck *self,
                                  ModelBasisDataStart start,
                                  gpointer data,
                                  int dimension,
                                  const int *cancel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelBasisCheck, model_basis_check_free)

G_END_DECLS
