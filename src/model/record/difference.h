/* One recording minus another. */
#pragma once

#include "model/record/history.h"

G_BEGIN_DECLS

/**
 * model_difference_new:
 * a minus b at the epochs of either, as far as both reach: losses relative to their units, weights
 * as they are. Linear between rows, as the recordings are.
 * @unit_a: the loss of a is divided by it, > 0
 *
 * Returns: no rows where one of them has none.
 * Valid: thinned as any recording beyond MODEL_HISTORY_DENSE_ROWS.
 */
ModelHistoryView *model_difference_new (const ModelHistoryView *a,
                                        double unit_a,
                                        const ModelHistoryView *b,
                                        double unit_b);

G_END_DECLS
