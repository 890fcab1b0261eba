/* Where a network is on its way, in words. */
#pragma once

#include "model/record/history.h"
#include "theory/prediction.h"
#include "theory/stages.h"

G_BEGIN_DECLS

typedef enum
{
  THEORY_PLACE_ORIGIN, /* near M_0 */
  THEORY_PLACE_TO_A,   /* between M_0 and M_A */
  THEORY_PLACE_TO_B,
  THEORY_PLACE_AT_A, /* near M_A: the unimodal phase */
  THEORY_PLACE_AT_B,
  THEORY_PLACE_WRONG_A, /* the same, where W_A has another sign than in the end */
  THEORY_PLACE_WRONG_B,
  THEORY_PLACE_FROM_A, /* from M_A to M_*: B is being learned */
  THEORY_PLACE_FROM_B,
  THEORY_PLACE_A_TO_B, /* from M_A to M_B: A goes back to zero */
  THEORY_PLACE_B_TO_A,
  THEORY_PLACE_ONLY_A, /* near M_A, and B adds nothing to it */
  THEORY_PLACE_ONLY_B,
  THEORY_PLACE_WITHOUT_B, /* the same of a network that bends, and could learn more than theory's */
  THEORY_PLACE_TOGETHER,  /* from M_0 to M_* with no plateau on the way */
  THEORY_PLACE_SOLUTION,  /* near M_* */
  THEORY_PLACE_NOTHING,   /* there is nothing to learn */
  THEORY_PLACE_N_STATES
} TheoryPlaceState;

typedef struct
{
  TheoryPlaceState state;
  TheoryPointKind nearest;
  double distance[THEORY_N_POINTS]; /* in the plane of the recorded weights, each relative to its
                                     * largest value at a fixed point */
} TheoryPlace;

/* Closer than this to a point is "near" it. */
#define THEORY_PLACE_NEAR 0.1

/**
 * theory_place_compute:
 * Where B tells a linear network nothing, as in XOR, M_* is M_A: whether both are learned there,
 * the loss says.
 * @stages: of the run so far: between which plateaus it is
 */
void theory_place_compute (TheoryPlace *self,
                           const TheoryPrediction *prediction,
                           const TheoryStages *stages,
                           const ModelHistoryRow *row);

/* "near \M_A — unimodal phase" in the markup of plot/draw/label.h, translated. */
const char *theory_place_get_words (TheoryPlaceState state);

G_END_DECLS
