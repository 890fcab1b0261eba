/* How total weights grow from a network's own layers: under constant errors, as near M_0 and of the
 * modality that a plateau leaves out, and from there to where errors vanish. */
#pragma once

#include "model/data/moments.h"
#include "model/network/network.h"

G_BEGIN_DECLS

/* One instant of a network. */
typedef struct
{
  double time;      /* units of tau */
  double kernel[2]; /* of the tangent kernel's K_AA, K_BB: the mean of the diagonal */
} TheoryGrowthNode;

/* The way of a network: nodes, and their total weights (n_A + n_B each). */
typedef struct
{
  GArray *nodes, *totals;
} TheoryGrowthWay;

void theory_growth_way_init (TheoryGrowthWay *self);
void theory_growth_way_clear (TheoryGrowthWay *self);

/* Where a walk ends. */
typedef struct
{
  double weight[2]; /* |Wtot_A|, |Wtot_B|, or their norms; INFINITY: none */
  double loss;      /* what is left of it; negative: none */
  double time;      /* INFINITY: none */
} TheoryGrowthEnd;

/**
 * theory_growth_follow:
 * Gradient flow of a network until a weight, the loss or the time is as far as its end.
 * @network: (inout): as it is at the end
 * @moments: what it learns; without a covariance the error is constant
 * @change: largest of a weight between two nodes; INFINITY: one node a step
 * @way: (inout): appended: the start, nodes on the way, the end
 * @cancel: (nullable): read atomically, at least once per layer
 *
 * Returns: FALSE where cancelled, and where it gets stuck before.
 * Source: beyond the paper: own start.
 */
gboolean theory_growth_follow (ModelNetwork *network,
                               const ModelMoments *moments,
                               const TheoryGrowthEnd *end,
                               double change,
                               TheoryGrowthWay *way,
                               const int *cancel);

/* The whole curve of a branch in late fusion. All its layers move along one path, forwards or
 * backwards as the error says, whatever it is: its weight obeys dW/dt = K(W) om / tau exactly, with
 * its own tangent kernel K where the balanced one is f |W|^(2-2/f). */
typedef struct TheoryGrowth TheoryGrowth; /* frozen */

/**
 * theory_growth_new:
 * @network: late fusion, scalar inputs, at the initial scale 1
 *
 * Returns: NULL where cancelled, and where the branch cannot grow.
 * Source: beyond the paper: own start.
 */
TheoryGrowth *theory_growth_new (const ModelNetwork *network, int m, const int *cancel);
void theory_growth_free (TheoryGrowth *self);

/* The coordinate asinh (W / w) of a weight at an initial scale, and back. */
double theory_growth_get_coordinate (const TheoryGrowth *self, double init_scale, double weight);
double theory_growth_get_weight (const TheoryGrowth *self, double init_scale, double coordinate);
/* Of the network itself, at its start. */
double theory_growth_get_start (const TheoryGrowth *self);
/* How fast the coordinate moves, in units of error / tau.
 * @quickening: (out) (nullable): of the layers' speed, d ln |dW^l/dt| / dt in the same units */
double theory_growth_get_rate (const TheoryGrowth *self,
                               double init_scale,
                               double coordinate,
                               double *quickening);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheoryGrowth, theory_growth_free)

G_END_DECLS
