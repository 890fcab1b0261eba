/* The reduced dynamics: the gradient flow of aligned, balanced layers, one number per layer. */
#pragma once

#include "model/record/history.h"
#include "theory/levels.h"

G_BEGIN_DECLS

typedef struct
{
  ModelHistoryView *history; /* rows at epochs that follow the curve; the first is epoch 0 */
  double t[2];               /* epochs at which A, B reach their levels; +INFINITY: not in here */
  gboolean learned;          /* the curve ends where the loss is at its minimum */
} TheoryReduced;

/**
 * theory_reduced_new:
 * The gradient flow of the network of width 1 that balanced, aligned weights of norm u0 reduce
 * any linear network to, with the weights on the side of W*, until the loss is at its minimum.
 * Plateaus cost nothing: a thousand steps reach 1e10 epochs.
 * @levels: what the times refer to
 * @end: last epoch; INFINITY: until learned
 * @cancel: (nullable): read atomically at every step
 *
 * Returns: a curve that ends early where steps run out, the run is cancelled, or nothing moves.
 * Source: arXiv 2312.00935, eqs 38-44.
 */
TheoryReduced *theory_reduced_new (const ModelMoments *moments,
                                   const TheoryNetwork *network,
                                   const TheoryLevels *levels,
                                   double end,
                                   const int *cancel);
/**
 * theory_reduced_record:
 * The same appended to a history, its times in t.
 * @finite_steps: of gradient descent, which lags behind the flow by half the logarithm of how much
 * its speed grows
 * Returns: whether the curve ends where the loss is at its minimum.
 */
gboolean theory_reduced_record (const ModelMoments *moments,
                                const TheoryNetwork *network,
                                const TheoryLevels *levels,
                                gboolean finite_steps,
                                double end,
                                ModelHistory *history,
                                double t[2],
                                const int *cancel);
void theory_reduced_free (TheoryReduced *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheoryReduced, theory_reduced_free)

G_END_DECLS
