/* Where a training run ends: learned, or plainly diverged, and why. */
#pragma once

#include "model/data/moments.h"
#include "model/network/network.h"
#include "model/record/history.h"

G_BEGIN_DECLS

typedef struct
{
  double loss_left;      /* above: diverged */
  double loss_learned;   /* below: learned */
  double loss_late;      /* above: the last rise is to come */
  double weight_learned; /* both weights above: learned */
  gboolean may_rest;     /* the weights may settle before they are learned */
  gboolean may_dance;    /* they may move on, and learn no more: steps of one size */
  gint64 first_look;     /* a power of two */
  int looks;             /* how often in each doubling of the epoch one sees to that */
  double weight_lost;    /* what is below, and falls, comes to nothing: it decays */
} ModelEnding;

/* Learned: loss - minimum <= tolerance * (initial loss - minimum). */
#define MODEL_ENDING_LEARNED_TOLERANCE 1e-4
/* The same of the logistic loss: a tenth of the initial loss is left, or both total weights are as
 * large as this. */
#define MODEL_ENDING_LOGISTIC_TOLERANCE 0.1
#define MODEL_ENDING_LOGISTIC_WEIGHT 1.0

/* A run goes on behind its last rise for so much of the time up to it, so that one sees where it
 * leads. */
#define MODEL_ENDING_ROOM 0.1
/* The last rise is to come while so much of the loss is left, or a total weight is farther than
 * half of itself from where it ends. */
#define MODEL_ENDING_LATE_TOLERANCE 0.1

/* At rest: from half of an epoch, a power of two, to it neither weight has changed by more than a
 * part of itself. A weight that still grows out of its initial scale changes by more. Where weights
 * decay, or dance, this is looked at sooner, and eight times as often. */
#define MODEL_ENDING_REST_FIRST 4096
#define MODEL_ENDING_REST_TOLERANCE 1e-4
#define MODEL_ENDING_REST_LOOKS 8
#define MODEL_ENDING_REST_SOON 256

/**
 * model_ending_init:
 * The logistic loss falls for ever: there, learned is where it has fallen far, or where both
 * weights are far beyond the level at which a modality counts as learned. Where classes overlap, or
 * a linear network cannot tell them apart, its weights come to rest before that.
 * @loss_start: of the initial weights
 * @loss_kicked: after the last kick, or 0
 * @loss_minimum: of any linear network on these data
 */
void model_ending_init (ModelEnding *self,
                        const ModelExperiment *experiment,
                        const ModelMoments *moments,
                        double loss_start,
                        double loss_kicked,
                        double loss_minimum);
gboolean model_ending_is_learned (const ModelEnding *self, const ModelHistoryRow *row);

/**
 * model_ending_find_end:
 * The epoch at which a run that is learned by a row, the next of its history, ends: that of the
 * row, or later, with room behind the last rise.
 */
gint64 model_ending_find_end (const ModelEnding *self,
                              const ModelHistoryRow *learned,
                              ModelHistory *history);

/* Whether the weights are at rest at an epoch that one may ask for it; FALSE at others. */
gboolean model_ending_is_at_rest (const ModelEnding *self,
                                  gint64 epoch,
                                  const ModelHistoryRow *now,
                                  ModelHistory *history);

/* "learning rate 0.9 is above 2/lambda = 0.26", or NULL where the solution can bear the rate, as it
 * does in a flow, whatever the rate. Owned by the caller. */
char *model_ending_describe_rate (const ModelExperiment *experiment,
                                  const ModelNetworkShape *shape,
                                  const ModelMoments *moments);

G_END_DECLS
