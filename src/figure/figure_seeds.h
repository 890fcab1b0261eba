/* A figure's runs over seeds, for checks that a single seed cannot tell. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

/* TRUE where checks of the figure are of seeds: it takes seconds to train them. */
gboolean figure_has_seeds (const Figure *self);
/**
 * figure_train_seeds:
 * Trains each run of the figure with FIGURE_CHECK_SEEDS seeds from its own on, and counts those
 * whose loss at the end is above a tenth of what XOR alone leaves, 1/2.
 * @cancel: (nullable): read atomically
 *
 * Returns: FALSE where cancelled; @seeds is undefined then.
 * Valid: it has seeds.
 */
gboolean figure_train_seeds (const Figure *self, FigureCheckSeeds *seeds, const int *cancel);

G_END_DECLS
