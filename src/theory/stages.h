/* The stages of a run: its loss falls from plateau to plateau, once, twice, three times. */
#pragma once

#include "model/record/history.h"

G_BEGIN_DECLS

enum
{
  THEORY_STAGES_MAX = 6,
  THEORY_STAGE_BOTH = 2 /* as a modality: A and B leave zero at once, or move together */
};

typedef struct
{
  double time;      /* epoch at which what moves is half-way to the next plateau */
  int modality;     /* that leaves zero, or else moves most: 0, 1, THEORY_STAGE_BOTH */
  int sign;         /* of its weight on the plateau that follows, 1 or -1; of both: of A's */
  double weight[2]; /* on that plateau */
  double loss;      /* there */
} TheoryStage;

typedef struct
{
  int n;
  TheoryStage stage[THEORY_STAGES_MAX];
} TheoryStages;

/**
 * theory_stages_measure:
 * The stages of a recording, told from its loss alone: where the loss falls fastest in logarithmic
 * time, between times at which it falls less than a third as fast. Falls of less than a thousandth
 * of the whole count to a neighbour; a last one that the recording cuts short does not count. From
 * TheoryOwn.history it is theory's list, from a run's the measured one.
 *
 * A network of random or plain layers holds both signs of a weight, and learns a modality again
 * where the sign that the data show it at first is not the one that it needs in the end: three
 * stages. A balanced start keeps its signs, and may stay at M_A or M_B for ever.
 * Source: beyond the paper: stages.
 */
void theory_stages_measure (TheoryStages *self, const ModelHistoryView *history);

G_END_DECLS
