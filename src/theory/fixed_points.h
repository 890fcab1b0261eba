/* Where learning can rest: nothing learned, one modality alone, the solution. */
#pragma once

#include "model/data/moments.h"

G_BEGIN_DECLS

typedef enum
{
  THEORY_POINT_ORIGIN,   /* M_0: W = 0 */
  THEORY_POINT_A,        /* M_A: A alone, W_B = 0 */
  THEORY_POINT_B,        /* M_B */
  THEORY_POINT_SOLUTION, /* M_*: the pseudo-inverse solution */
  THEORY_N_POINTS
} TheoryPointKind;

typedef struct
{
  const double *w; /* total weights (n_a + n_b) */
  double loss;
  double level[2]; /* total weight of A and B as a history records it: signed, or the norm */
} TheoryFixedPoint;

typedef struct
{
  TheoryFixedPoint point[THEORY_N_POINTS];
} TheoryFixedPoints;

/**
 * theory_fixed_points_new:
 * The four points of the total weights. Where a covariance is singular the one of least norm.
 * Source: arXiv 2312.00935, eqs 6, 7, 17, 19, 20.
 */
TheoryFixedPoints *theory_fixed_points_new (const ModelMoments *moments);
/* NULL where cancelled. */
TheoryFixedPoints *theory_fixed_points_new_cancellable (const ModelMoments *moments,
                                                        const int *cancel);
void theory_fixed_points_free (TheoryFixedPoints *self);

/* Total weights (n_a + n_b) as a history records them: signed for one input, the norm for more. */
void theory_fixed_points_get_levels (int n_a, int n_b, const double *w, double level[2]);

/* What recorded weights are relative to: the largest level of each modality at a point; +INFINITY
 * of one that is silent. */
void theory_fixed_points_get_scales (const TheoryFixedPoints *self, double scale[2]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheoryFixedPoints, theory_fixed_points_free)

G_END_DECLS
