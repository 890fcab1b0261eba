/* The smallest basis in which a deep network's training stays what it is at full width. */
#pragma once

#include "model/step/basis.h"

G_BEGIN_DECLS

/* Estimated errors of the total weights, as numbers of size 1: of a basis that ends the search, and
 * of the worst that is better than none. */
#define MODEL_BASIS_SEARCH_GOOD 2.5e-6
#define MODEL_BASIS_SEARCH_BOUND 1e-5

/**
 * model_basis_search:
 * Measures bases from small to large until one is good, as model/step/compression.h describes.
 * @normals: behind the initial weights, at full width
 * @norms: of these
 * @cancel: (nullable): read atomically, at least once per layer
 * @found: (out): owned by the caller; NULL: full width is better
 * @error: (out): the estimated largest error of a total weight; undefined where nothing is found
 *
 * Valid: three layers or more, a plain or random start.
 * Returns: FALSE where cancelled; nothing is found then.
 */
gboolean model_basis_search (const ModelNetwork *normals,
                             ModelInit init,
                             const ModelNetworkNorms *norms,
                             const int *cancel,
                             ModelBasis **found,
                             double *error);

G_END_DECLS
