/* The few numbers of a data set that the learning times depend on. */
#pragma once

#include "theory/fixed_points.h"

G_BEGIN_DECLS

/* m is 0 for modality A, 1 for B, and o the other one. */
typedef struct
{
  double s[2];   /* |s_m|, strength of the input-output correlation; 0 where silent */
  double p[2];   /* P = |s_m S_m^-1|, the level that m reaches alone */
  double d[2];   /* D = |s_m - s_o S_o^-1 S_om|, what is left for m once o is learned; 0: nothing */
  double end[2]; /* |W*_m|, the level that m ends at */
  double sign[2]; /* -1: scalar inputs, and s_m points away from where m ends up; else 1 */
} TheoryRates;

/**
 * theory_rates_compute:
 * What rounding cannot tell from zero is zero: silent modalities and collinear data are exact.
 * Source: arXiv 2312.00935, eqs 9, 12, 57.
 */
void theory_rates_compute (TheoryRates *self, const ModelMoments *moments);
/* FALSE where cancelled. */
gboolean theory_rates_compute_cancellable (TheoryRates *self,
                                           const ModelMoments *moments,
                                           const int *cancel);

/* The same where the fixed points are known; signs are 1, as for vectors. */
void theory_rates_compute_from_points (TheoryRates *self,
                                       const ModelMoments *moments,
                                       const TheoryFixedPoints *points);

/* The same for scalar population data, without allocating: for maps. */
void theory_rates_compute_scalar (
    TheoryRates *self, double sigma_a, double sigma_b, double rho, double w_a, double w_b);

/* k of the modality that comes second: signed ratio of the strengths; 0 where the first is silent.
 */
double theory_rates_get_k (const TheoryRates *self, int first);

G_END_DECLS
