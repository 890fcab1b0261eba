/* Weight decay: where learning rests under it, and what it loses for ever. */
#pragma once

#include "theory/times.h"

G_BEGIN_DECLS

/**
 * theory_decay_apply:
 * Levels, strengths and fixed points of scalar inputs under decay lambda. Aligned, balanced layers
 * rest where K (s - W S) = L lambda W. Two layers: M_m lies at (s_m - lambda) / S_m, rates s and D
 * are lambda smaller, and a modality whose rate is not above lambda is lost for ever. Deeper,
 * M_0 is stable for every lambda: a modality is lost unless 2^(p/2) u0^(L-2) s > lambda from M_0,
 * and from the other's plateau unless u0^(f-2) P^(p/L) D > lambda.
 * @moments: of scalar inputs; for others nothing changes
 * @rates: (inout): without decay
 * @points: (inout): likewise; losses stay those of the data, without what decay adds
 * Source: beyond the paper: optimisers.
 */
void theory_decay_apply (const TheoryNetwork *network,
                         const ModelMoments *moments,
                         TheoryRates *rates,
                         TheoryFixedPoints *points);

/**
 * theory_decay_threshold:
 * The lambda of two late-fused layers from which on the second modality is lost for ever,
 * |D| / (1 - sgn (D s_first) S_AB / S_first).
 */
double theory_decay_threshold (const ModelMoments *moments, int first);

G_END_DECLS
