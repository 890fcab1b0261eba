/* How much the modalities of a data set tell about the target, and about each other. */
#pragma once

#include "model/data/moments.h"

G_BEGIN_DECLS

typedef struct
{
  double target[2]; /* of y with the best linear combination of A's, of B's inputs: 0 to 1 */
  double between;   /* largest canonical correlation of A with B: 0 to 1 */
  /* Condition number of the inputs' second moments: the largest eigenvalue over the smallest that
   * is not 0, which the slowest direction takes longer by; and that of the inputs each divided by
   * its standard deviation. 1 or more. */
  double condition, condition_standardised;
} ModelCorrelations;

/**
 * model_correlations_compute:
 * Multiple correlations sqrt (s_m S_m^+ s_m' / <y^2>), and the largest singular value of
 * S_A^{-1/2} S_AB S_B^{-1/2}. Moments are about zero: of centred data these are the usual ones.
 * Directions without variance (NUM_RANK_TOLERANCE) count for nothing; a silent target or modality
 * is correlated with nothing.
 * Source: Hotelling 1936.
 */
void model_correlations_compute (ModelCorrelations *self, const ModelMoments *moments);
/* All canonical correlations of A with B, min (n_a, n_b) of them, in descending order; owned. */
double *model_correlations_new_canonical (const ModelMoments *moments);

G_END_DECLS
