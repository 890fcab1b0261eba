/* The exact solution of two-layer late fusion with white, uncorrelated modalities. */
#pragma once

/**
 * theory_exact_weight:
 * Total weight a (t) along s of one modality, from balanced weights of norm u0.
 * @s: |s_m| > 0
 * @variance: of each input
 * @time: in units of tau (epochs times the learning rate)
 *
 * Valid: depth 2, fusion 2, S_AB = 0, S_m = variance I; variance 0 gives pure growth.
 * Source: arXiv 2312.00935, eq 21.
 */
double theory_exact_weight (double s, double variance, double init_scale, double time);
