/* From a gradient to a step: optimisers, weight decay, and what is done to rates. Whatever is
 * trained, and on whatever data, is stepped through this unless it is plain gradient descent. */
#pragma once

#include "model/network/network.h"

G_BEGIN_DECLS

/* A parameter belongs to part 0, 1 (branches) or 2 (shared layers). */
typedef struct
{
  ModelOptimizerChoice rule;
  double rate[3];
  double momentum, beta_2, decay;
  double clip;     /* INFINITY: gradients are as long as they are */
  double warmup;   /* epochs */
  gint64 delay[3]; /* epoch at which a part begins to learn */
} ModelOptimizer;

void model_optimizer_init (ModelOptimizer *self,
                           const ModelExperiment *experiment,
                           double learning_rate);

/* Whether an experiment's steps are W += eta (minus the gradient) on all its data, and no more:
 * what the fast steppers do. */
gboolean model_optimizer_is_plain (const ModelExperiment *experiment);
/* Whether its steps look at single weights: then a network moves in all of its directions, and
 * nothing small stands for it. */
gboolean model_optimizer_is_elementwise (const ModelExperiment *experiment);

/* Numbers that it remembers of each weight, one behind the other in its state: (n_slots,
 * n_weights). */
int model_optimizer_count_slots (const ModelOptimizer *self);
/* What it remembers: n_state numbers, zero at the start. */
gsize model_optimizer_count_state (const ModelOptimizer *self, gsize n_weights);
/* The epoch that it has come to, in its state. */
gint64 model_optimizer_get_epoch (const ModelOptimizer *self, const double *state, gsize n_weights);
/* What is left of weights that no gradient reaches, by part (3); borrowed. */
const double *
model_optimizer_get_shrink (const ModelOptimizer *self, const double *state, gsize n_weights);
/* For a run that begins at an epoch: of an optimiser that remembers nothing. */
void
model_optimizer_begin (const ModelOptimizer *self, gint64 epoch, double *state, gsize n_weights);

/* The steps that another's means are made of are its own, too. */
void model_optimizer_inherit (
    const ModelOptimizer *self, const double *past, gsize n_past, double *state, gsize n_weights);

/**
 * model_optimizer_step:
 * A step of every weight, and an epoch on.
 *   descent   W -= eta g
 *   momentum  v = beta v + g,  W -= eta v
 *   nesterov  v = beta v + g,  W -= eta (g + beta v)
 *   adam      m, v: running means of g and g^2;  W -= eta m' / (sqrt v' + 1e-8), bias-corrected
 *   sign      W -= eta sign (g)
 * where g is the gradient, no longer than `clip` over all that learn, plus `decay` times W.
 * @gradient: laid out as network->weights
 * Source: as PyTorch 1.13's SGD, Adam and clip_grad_norm_ do.
 */
void model_optimizer_step (const ModelOptimizer *self,
                           ModelNetwork *network,
                           const double *gradient,
                           double *state);

G_END_DECLS
