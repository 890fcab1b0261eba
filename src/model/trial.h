/* Data that bases are made and checked on: populations at chosen spreads and correlations, an
 * initial scale at which the network learns them within some hundred epochs, and how long to train.
 */
#pragma once

#include "model/network.h"

G_BEGIN_DECLS

#define MODEL_TRIAL_RATE 0.04

/* A start at an initial scale in so many dimensions; owned by the caller. */
typedef ModelNetwork *(*ModelTrialStart) (gpointer data, int dimension, double init_scale);

typedef struct
{
  ModelMoments *moments;
  double scale;
  int epochs; /* three times until the loss has halved: both modalities move */
} ModelTrial;

/**
 * model_trial_prepare:
 * @dimension: of the runs that look for the scale
 * @ratio: sigma_A / sigma_B
 * @cancel: (nullable): read atomically, each few epochs
 *
 * Returns: FALSE where cancelled, and where no scale makes the network learn; there is nothing to
 *   clear then.
 */
gboolean model_trial_prepare (ModelTrial *self,
                              const int inputs[2],
                              double ratio,
                              double rho,
                              ModelTrialStart start,
                              gpointer data,
                              int dimension,
                              const int *cancel);
void model_trial_clear (ModelTrial *self);

G_END_DECLS
