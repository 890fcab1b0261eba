/* The stages of a run: its loss falls from plateau to plateau, once, twice, three times. */
#pragma once

#include "model/record/history.h"
#include "theory/fixed_points.h"

G_BEGIN_DECLS

enum
{
  THEORY_STAGES_MAX = 6,
  THEORY_STAGE_BOTH = 2 /* as a modality: A and B leave zero at once, or move together */
};

typedef struct
{
  double time;      /* epoch at which what moves is half-way to the next plateau */
  double end;       /* epoch at which that plateau is flattest: the next stage begins */
  int modality;     /* that leaves zero, or else moves most: 0, 1, THEORY_STAGE_BOTH */
  int sign;         /* of its weight on the plateau that follows, 1 or -1; of both: of A's */
  double weight[2]; /* on that plateau */
  gboolean away[2]; /* A, B are away from zero there */
  double loss;      /* there */
} TheoryStage;

typedef struct
{
  int n;
  TheoryStage stage[THEORY_STAGES_MAX];
  gboolean unclear; /* with a tenth more or less in what counts there are others */
} TheoryStages;

/**
 * theory_stages_measure:
 * The stages of a recording, told from its loss alone: where the loss falls fastest in logarithmic
 * time, between times at which it falls less than a third as fast. Falls of less than a thousandth
 * of the whole count to a neighbour; a last one that the recording cuts short does not count, nor
 * what comes after its least loss. From TheoryOwn.history it is theory's list, from a run's the
 * measured one.
 * @points: which weights are as good as zero is told by their levels
 *
 * A network of random or plain layers holds both signs of a weight, and learns a modality again
 * where the sign that the data show it at first is not the one that it needs in the end: three
 * stages. A balanced start keeps its signs, and may stay at M_A or M_B for ever.
 * Source: beyond the paper: stages.
 */
void theory_stages_measure (TheoryStages *self,
                            const ModelHistoryView *history,
                            const TheoryFixedPoints *points);

/* Peaks and bottoms, in turn, of how fast a loss falls: whoever cuts one into stages begins with
 * zeros, but for `late` and `slack`. */
typedef struct
{
  gboolean late;  /* of bottoms alike the last counts, not the first */
  double slack;   /* factor of the third below which a rate is at a bottom; 0: 1 */
  gboolean past;  /* the present stage is past its peak */
  double extreme; /* the fastest up to there, or the slowest since */
  gsize bottom;   /* point at which it was slowest, if past */
} TheoryBottoms;

/* Goes on by a point. TRUE where the next stage begins: the rate is three times that at the bottom,
 * and more than `least`. */
gboolean theory_bottoms_pass (TheoryBottoms *self, gsize i, double rate, double least);

/* The plateau on which a recording is at an epoch: that after stage i, counted from 0; -1: at the
 * start. */
int theory_stages_find (const TheoryStages *self, double epoch);

G_END_DECLS
