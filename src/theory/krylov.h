/* High-dimensional data as a linear network trained from small, aligned weights sees them. */
#pragma once

#include "model/data/moments.h"

G_BEGIN_DECLS

/**
 * theory_krylov_compress:
 * The data set in orthonormal bases of what gradient descent can reach from weights along
 * sigma_yx: in each modality the span of s_m and of its images under the blocks of sigma. Total
 * weights keep their norms and the loss is the same, as long as no basis was cut at `limit`; a cut
 * basis leaves out what is learned last.
 * @limit: most directions per modality, >= 1
 *
 * Returns: moments of at most limit inputs per modality; scalar data come back as they are, and
 * the first input of a modality is its direction s_m.
 */
ModelMoments *theory_krylov_compress (const ModelMoments *moments, int limit);

G_END_DECLS
