/* The run of a network from its own weights, in pieces that theory knows. */
#pragma once

#include "model/network/network.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

/**
 * theory_journey_record:
 * Appends rows of the predicted run to a history: 1. the network under the constant error s of M_0,
 * until a weight is a twentieth of its plateau; 2. the network itself, until the first modality
 * rests; 3. the second branch alone, seen along the vector that the shared layers then read along,
 * under its constant error D, until its weight is felt; 4. the network itself. The long pieces, 1
 * and 3, feel no output; 2 and 4 are short, and no reduced dynamics is as good: shared layers are
 * neither aligned nor balanced where depth asks for large initial weights. Finite steps lag behind
 * the flow by half the logarithm of how much its speed grows.
 * @network: at its start; overwritten
 * @end: last epoch; INFINITY: until learned
 * @cancel: (nullable): read atomically
 *
 * Valid: at most MODEL_FLOW_MAX_INPUTS inputs in all.
 * Returns: FALSE where cancelled.
 * Source: beyond the paper: own start.
 */
gboolean theory_journey_record (ModelNetwork *network,
                                const TheoryPrediction *prediction,
                                double end,
                                ModelHistory *history,
                                const int *cancel);

G_END_DECLS
