/* The run that futures fork from: trained once, kept for every position of a slider. */
#pragma once

#include "model/train/trainer.h"

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

typedef struct RunForkParent RunForkParent;

RunForkParent *run_fork_parent_new (void);
void run_fork_parent_free (RunForkParent *self);

/**
 * run_fork_parent_fork:
 * The future of a fork under an experiment; trains the trunk up to the fork where it is not at
 * hand.
 * @cancel: read atomically, at least once per layer
 * Errors: model_trainer_new_fork()'s.
 */
ModelTrainer *run_fork_parent_fork (RunForkParent *self,
                                    const RunFork *fork,
                                    const ModelExperiment *experiment,
                                    const int *cancel,
                                    GError **error);

/* Trains up to each kick and kicks, until all are done, one is refused, or it is cancelled. */
void run_fork_parent_kick_along (ModelTrainer *trainer,
                                 const ModelKick *kicks,
                                 int n,
                                 const int *cancel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunForkParent, run_fork_parent_free)

G_END_DECLS
