/* Learning times as measured in a recording, of a simulation or of the reduced dynamics. */
#pragma once

#include "model/record/history.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean reached[2]; /* FALSE: not yet; t is then +INFINITY */
  double t[2];         /* epochs, interpolated linearly between rows */
  double ratio;        /* t of the second / t of the first; +INFINITY where not both are reached */
} TheoryMeasure;

/**
 * theory_measure_compute:
 * The first epochs at which the total weights reach their levels.
 * @first: the modality that theory says comes first
 */
void theory_measure_compute (TheoryMeasure *self,
                             const ModelHistoryView *history,
                             const TheoryLevels *levels,
                             int first);

/**
 * theory_measure_of_run:
 * The same against what theory says of a run; XOR's B is learned at the first epoch at which half
 * of the loss that no linear network learns is gone.
 */
void theory_measure_of_run (TheoryMeasure *self,
                            const ModelHistoryView *history,
                            const TheoryPrediction *prediction);

/**
 * theory_measure_misattribution:
 * Total weight of the first modality midway between t_A and t_B, minus its final level.
 * @end: final level as the history records it
 * @amount: (out): untouched where not both are learned
 *
 * Returns: whether both are learned.
 */
gboolean theory_measure_misattribution (const TheoryMeasure *self,
                                        const ModelHistoryView *history,
                                        int first,
                                        double end,
                                        double *amount);

G_END_DECLS
