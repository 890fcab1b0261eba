/* Superficial preference: the modality that is learned first need not be the one that matters. */
#pragma once

#include "theory/fixed_points.h"

G_BEGIN_DECLS

typedef enum
{
  THEORY_PREFERENCE_A,             /* region I: A is learned first and explains more */
  THEORY_PREFERENCE_B_SUPERFICIAL, /* region II: B is learned first, A explains more */
  THEORY_PREFERENCE_A_SUPERFICIAL, /* region III: A is learned first, B explains more */
  THEORY_PREFERENCE_B,             /* region IV: B is learned first and explains more */
  THEORY_PREFERENCE_NONE           /* both are learned together or explain as much */
} TheoryPreference;

/**
 * theory_preference_compute:
 * From |s_A| against |s_B|, and the loss of A alone against that of B alone.
 * Valid: fusion >= 2, branches of equal depth.
 * Source: arXiv 2312.00935, eqs 11, 62.
 */
TheoryPreference theory_preference_compute (const ModelMoments *moments,
                                            const TheoryFixedPoints *points);

/**
 * theory_preference_region:
 * The same for scalar uncorrelated data at (r, q) = (sigma_A / sigma_B, w_A / w_B); r, q > 0.
 */
TheoryPreference theory_preference_region (double r, double q);

/* The curves between the regions: above q = 1 / r^2, A is learned first; above q = 1 / r it
 * explains more. */
double theory_preference_learned_first (double r);
double theory_preference_explains_more (double r);

/* "A first, although B explains more", translated. */
const char *theory_preference_get_words (TheoryPreference preference);

G_END_DECLS
