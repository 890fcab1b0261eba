/* What one modality is credited with in the unimodal phase, against its share in the end. */
#pragma once

#include "theory/fixed_points.h"

G_BEGIN_DECLS

typedef struct
{
  double amount;         /* s_m S_m^-1 - W*_m, signed for one input, the norm for more */
  gboolean has_relative; /* W*_m is not zero */
  double relative;       /* amount / W*_m, of one input; amount / |W*_m|: 0.25 is 25 % too much */
} TheoryMisattribution;

/**
 * theory_misattribution_compute:
 * @m: the modality that is learned alone, 0 or 1
 *
 * The local pseudo-inverse solution minus the global one. For scalar data of weights w and
 * correlation rho the amount of A is w_B rho sigma_B / sigma_A.
 * Source: arXiv 2312.00935, section 3.3.
 */
void theory_misattribution_compute (TheoryMisattribution *self,
                                    const ModelMoments *moments,
                                    const TheoryFixedPoints *points,
                                    int m);

G_END_DECLS
