/* Where a training run ends: learned, or plainly diverged, and why. */
#pragma once

#include "model/history.h"
#include "model/moments.h"
#include "model/network.h"

G_BEGIN_DECLS

typedef struct
{
  double loss_left;      /* above: diverged */
  double loss_learned;   /* below: learned */
  double weight_learned; /* both weights above: learned */
} ModelEnding;

/**
 * model_ending_init:
 * The logistic loss falls for ever: there, learned is where it has fallen far, or where both
 * weights are far beyond the level at which a modality counts as learned.
 * @loss_start: of the initial weights
 * @loss_kicked: after the last kick, or 0
 * @loss_minimum: of any linear network on these data
 */
void model_ending_init (ModelEnding *self,
                        const ModelExperiment *experiment,
                        const ModelMoments *moments,
                        double loss_start,
                        double loss_kicked,
                        double loss_minimum);
gboolean model_ending_is_learned (const ModelEnding *self, const ModelHistoryRow *row);

/* "learning rate 0.9 is above 2/lambda = 0.26", or NULL where the solution can bear the rate, as it
 * does in a flow, whatever the rate. Owned by the caller. */
char *model_ending_describe_rate (const ModelExperiment *experiment,
                                  const ModelNetworkShape *shape,
                                  const ModelMoments *moments);

G_END_DECLS
