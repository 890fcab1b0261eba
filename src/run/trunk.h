/* The run that futures fork from: trained once, kept for every position of a slider. */
#pragma once

#include "model/trainer.h"

G_BEGIN_DECLS

/* A run and an epoch of it. */
typedef struct
{
  ModelExperiment experiment;
  ModelKick kicks[MODEL_KICK_MAX];
  int n_kicks;
  gint64 epoch;
} RunFork;

gboolean run_fork_equal (const RunFork *a, const RunFork *b);

typedef struct RunTrunk RunTrunk;

RunTrunk *run_trunk_new (void);
void run_trunk_free (RunTrunk *self);

/**
 * run_trunk_fork:
 * The future of a fork under an experiment; trains the trunk up to the fork where it is not at
 * hand.
 * @cancel: read atomically, at least once per layer
 * Errors: model_trainer_new_fork()'s.
 */
ModelTrainer *run_trunk_fork (RunTrunk *self,
                              const RunFork *fork,
                              const ModelExperiment *experiment,
                              const int *cancel,
                              GError **error);

/* Trains up to each kick and kicks, until all are done, one is refused, or it is cancelled. */
void run_trunk_kick_along (ModelTrainer *trainer, const ModelKick *kicks, int n, const int *cancel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunTrunk, run_trunk_free)

G_END_DECLS
