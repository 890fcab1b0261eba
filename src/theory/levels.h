/* What counts as learned: the levels that the learning times refer to. */
#pragma once

#include "theory/times.h"

G_BEGIN_DECLS

/* A modality is learned when its total weight first reaches `half` (absolute value, or norm): half
 * its unimodal plateau for the first one, half its final value for the second, and for both where
 * they are learned together. +INFINITY: nothing to reach. */
typedef struct
{
  double half[2];
} TheoryLevels;

/* Under the logistic loss weights grow for ever: learned is, for either modality, where the total
 * weight has this size. */
#define THEORY_LOGISTIC_LEVEL 0.5

void theory_levels_compute (TheoryLevels *self, const TheoryRates *rates, TheoryOrder order);

G_END_DECLS
