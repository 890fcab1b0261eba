/* Theory of the network at hand: what its own initial weights lead to, aligned or not. */
#pragma once

#include "theory/prediction.h"

G_BEGIN_DECLS

/* What is known of a network's start whatever the data, the initial scale and the learning rate:
 * frozen, atomically ref-counted, for any thread. */
typedef struct TheoryOwnStart TheoryOwnStart;

/**
 * theory_own_start_new:
 * Late fusion of scalar inputs: the curve along which each branch moves (theory/growth.h). Else the
 * network in the small Krylov spaces of its first layers' columns and its output row. Some 20 ms at
 * width 100 and depth 4, so off the main thread. Of a network that is not linear nothing is known.
 * @cancel: (nullable): read atomically, at least once per layer
 *
 * Returns: NULL where cancelled.
 * Source: beyond the paper: own start.
 */
TheoryOwnStart *theory_own_start_new (const ModelExperiment *experiment, const int *cancel);
TheoryOwnStart *theory_own_start_ref (TheoryOwnStart *self);
void theory_own_start_unref (TheoryOwnStart *self);
/* Whether it is an experiment's start. */
gboolean theory_own_start_serves (const TheoryOwnStart *self, const ModelExperiment *experiment);

typedef struct
{
  ModelHistoryView *history; /* loss and weights along the predicted run */
  TheoryOrder order;
  int first;           /* the modality that this network learns first, 0 or 1 */
  TheoryLevels levels; /* what its times refer to */
  double t[2];         /* epochs; +INFINITY: never */
  double ratio;        /* later / earlier; +INFINITY where the later is never */
  gboolean rounding;   /* a weight changes its sign from below what a run's numbers hold */
} TheoryOwn;

/**
 * theory_own_new:
 * When this network learns each modality, and its loss and weights on the way; for scalar inputs in
 * milliseconds. Late fusion of scalar inputs: the total weights' own planar flow, dW_m/dt =
 * K_m(W_m) om_m / tau, which is the network's gradient flow exactly. Shared layers and vectors: the
 * pieces of theory/journey.h. Balanced starts, more than MODEL_FLOW_MAX_INPUTS inputs, and networks
 * that are not linear: the reduced dynamics. Finite steps lag behind the flow by half the logarithm
 * of how much its speed grows.
 * @prediction: of the same experiment, at its initial scale
 * @end: last epoch; INFINITY: until learned
 * @cancel: (nullable): read atomically
 *
 * Valid: theory_own_start_serves() the experiment.
 * Returns: NULL where cancelled.
 * Source: beyond the paper: own start.
 */
TheoryOwn *theory_own_new (const TheoryOwnStart *start,
                           const TheoryPrediction *prediction,
                           double end,
                           const int *cancel);
void theory_own_free (TheoryOwn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheoryOwnStart, theory_own_start_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheoryOwn, theory_own_free)

G_END_DECLS
