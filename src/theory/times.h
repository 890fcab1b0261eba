/* When each modality is learned: the learning times that theory predicts. */
#pragma once

#include "theory/rates.h"

G_BEGIN_DECLS

/* Powers of smaller initial scales overflow in the deepest networks: they count as this. */
#define THEORY_SMALLEST_SCALE 1e-45

/* What of a network the times depend on. */
typedef struct
{
  int branch_depth[2]; /* layers before fusion; fusion layer where they are equal */
  int shared_depth;    /* layers after fusion */
  double init_scale;   /* u0: initial norm of a pre-fusion layer along the data, > 0 */
  double
      learning_rate;  /* eta = 1 / tau, as far as it gets through to a linear network's dynamics:
                       * half of it under the logistic loss, early on (appendix D.4), and (1 +
                       * slope) / 2 of it behind ReLU, which cuts symmetric data so (section 5.1) */
  gboolean flow;      /* trained by gradient flow: both clocks are its */
  double gain;        /* of recorded total weights, products of layers that ignore ReLU, over the
                       * linear network's: 2 / (1 + slope) */
  double rate_ratio;  /* rate of branch B over the others'; 0: 1 */
  double momentum;    /* beta: learning_rate is eta / (1 - beta), as a flow has it */
  gboolean nesterov;  /* the gradient is taken ahead */
  double decay;       /* lambda */
  double batch_noise; /* a step's variance of the gradient over that of a sample: (1 - b/n) / b */
} TheoryNetwork;

/* Learning rate of a branch over the shared layers'. */
double theory_network_get_speed (const TheoryNetwork *self, int m);
/**
 * theory_network_get_pace:
 * How fast steps of finite size are, over the flow, where weights grow as exp (growth t / tau).
 * Plainly eta growth an epoch become ln (1 + eta growth), to first order. Momentum:
 * ln [(1 + beta + x + sqrt ((1 + beta + x)^2 - 4 beta)) / 2] with x = eta (1 - beta) growth;
 * batches lose half of what the gradient varies by beside its mean.
 * @variance: of a step's error over the square of its mean
 * Source: beyond the paper: optimisers.
 */
double theory_network_get_pace (const TheoryNetwork *self, double growth, double variance);
/* The same of a sample of normal inputs: its error's variance over the square of the error om.
 * @variance: of the input
 * @loss: half the variance of what is left of the target */
double
theory_network_get_variance (const TheoryNetwork *self, double variance, double loss, double om);

typedef enum
{
  THEORY_ORDER_A_FIRST,
  THEORY_ORDER_B_FIRST,
  THEORY_ORDER_TOGETHER, /* early fusion, or modalities that are equal, or so nearly that the second
                          * is well on its way when the first is learned: no unimodal phase */
  THEORY_ORDER_NOTHING   /* y does not depend on the inputs */
} TheoryOrder;

/* Epochs; +INFINITY is never. Not a number does not occur. */
typedef struct
{
  double t[2];  /* t_A, t_B */
  double ratio; /* later / earlier, the paper's t_B / t_A; +INFINITY where the later is never */
} TheoryClock;

typedef struct
{
  TheoryOrder order;
  int first;        /* the modality that the paper calls A, 0 or 1: where together, the stronger */
  TheoryClock flow; /* gradient flow */
  TheoryClock step; /* gradient descent with steps of finite size */
} TheoryTimes;

/**
 * theory_network_from_experiment:
 * @init_scale: as given to the initialisation: for a plain one the standard deviation of a weight
 */
void theory_network_from_experiment (TheoryNetwork *self,
                                     const ModelExperiment *experiment,
                                     double init_scale);

/**
 * theory_times_compute:
 * When each modality is learned, from small initialisation, to leading order in u0.
 * A modality that adds nothing to the other (collinear data, or silent) is never learned; in early
 * fusion both are learned together. The finite-step clock grows a mode of rate s by 1 + eta s an
 * epoch instead of exp (eta s); algebraic growth (branches deeper than 2) is the same in both.
 *
 * Units: epochs.
 * Valid: init_scale << 1, layers aligned and balanced; every branch at least two layers to the
 * output.
 * Source: arXiv 2312.00935, eqs 8, 12, 27, 33, 48, 54, 56-60, appendix E.4.
 */
void
theory_times_compute (TheoryTimes *self, const TheoryRates *rates, const TheoryNetwork *network);

G_END_DECLS
