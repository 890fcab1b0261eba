/* Data that bases are made and checked on: populations at chosen spreads and correlations, an
 * initial scale at which the network learns them within some hundred epochs, and how long to train.
 */
#pragma once

#include "model/network/network.h"

G_BEGIN_DECLS

#define MODEL_BASIS_DATA_RATE 0.04

/* A start at an initial scale in so many dimensions; owned by the caller. */
typedef ModelNetwork *(*ModelBasisDataStart) (gpointer data, int dimension, double init_scale);

typedef struct
{
  ModelMoments *moments;
  double scale;
  int epochs; /* three times until the loss has halved: both modalities move */
} ModelBasisData;

/**
 * model_basis_data_prepare:
 * @dimension: of the runs that look for the scale
 * @ratio: sigma_A / sigma_B
 * @cancel: (nullable): read atomically, each few epochs
 *
 * Returns: FALSE where cancelled, and where no scale makes the network learn; there is nothing to
 *   clear then.
 */
gboolean model_basis_data_prepare (ModelBasisData *self,
                                   const int inputs[2],
                                   double ratio,
                                   double rho,
                                   ModelBasisDataStart start,
                                   gpointer data,
                                   int dimension,
                                   const int *cancel);
void model_basis_data_clear (ModelBasisData *self);

G_END_DECLS
