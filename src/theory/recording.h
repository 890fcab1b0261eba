/* Follows a dynamics of few variables and records it as a run would be. */
#pragma once

#include "model/record/history.h"
#include "num/ode.h"
#include "theory/levels.h"

G_BEGIN_DECLS

/* dy/dt in units of tau, and the total weights (n_A + n_B) that y stands for. */
typedef struct
{
  NumOdeFunction compute_slope;
  void (*compute_weights) (const double *y, double *w, gpointer data);
  gpointer data;       /* of both */
  int size;            /* of y */
  const double *scale; /* (size): what errors of y are relative to */
  const ModelMoments *moments;
  gboolean rests;       /* at no minimum of the loss: y settles, or falls for ever */
  double lost;          /* below, it falls for ever */
  gboolean norms;       /* record norms: the data were vectors */
  double gain;          /* of recorded weights */
  double learning_rate; /* epochs are times over it */
} TheoryDynamics;

/**
 * theory_recording_run:
 * Follows a dynamics to an epoch, or until the loss is at its minimum, and appends rows that follow
 * its curve. Plateaus cost nothing: a thousand steps reach 1e10 epochs.
 * @y: (inout): (size)
 * @epoch: of the start
 * @end: last epoch; INFINITY: until learned
 * @levels: what the times refer to
 * @t: (out): epochs at which A, B reach their levels; +INFINITY: not in here
 * @cancel: (nullable): read atomically at every step
 *
 * Returns: whether the loss is at its minimum; FALSE too where steps run out, the run is cancelled,
 * or nothing moves.
 */
gboolean theory_recording_run (const TheoryDynamics *dynamics,
                               double *y,
                               double epoch,
                               double end,
                               const TheoryLevels *levels,
                               ModelHistory *history,
                               double t[2],
                               const int *cancel);

G_END_DECLS
