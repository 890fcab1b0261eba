/* Several runs derived from one, trained side by side by all processors: every fusion layer, or
 * many seeds. The newest start wins. */
#pragma once

#include "model/record/snapshot.h"

G_BEGIN_DECLS

/* Members of one ensemble. */
#define RUN_ENSEMBLE_MAX 64
#define RUN_ENSEMBLE_SEEDS 20

typedef enum
{
  RUN_ENSEMBLE_FUSION, /* fusion layers 1..L, all from the same initial scale */
  RUN_ENSEMBLE_SEED    /* the experiment's seed and those after it */
} RunEnsembleKind;

typedef struct RunEnsemble RunEnsemble;

/**
 * run_ensemble_get_member:
 * The experiment of member i.
 * @count: of members wanted; seeds only
 * @member: (out): untouched where there is no such member
 *
 * Fusion: fusion layer i + 1, branches of equal depth, and an automatic initial scale replaced by
 * the one that the experiment itself gets: members differ in nothing else.
 * Returns: how many members there are.
 * Valid: the experiment passes model_experiment_validate().
 */
int run_ensemble_get_member (const ModelExperiment *experiment,
                             RunEnsembleKind kind,
                             int count,
                             int i,
                             ModelExperiment *member);

/* @n_threads: 0: one for each processor */
RunEnsemble *run_ensemble_new (int n_threads);
/* Cancels, joins, frees; returns within a few milliseconds. */
void run_ensemble_free (RunEnsemble *self);

/**
 * run_ensemble_start:
 * Cancels the members in flight and trains those of the experiment, in lockstep: whoever has fewest
 * epochs goes on. Recordings depend on neither the threads nor their timing. Never blocks.
 * @count: of members; seeds only, at most RUN_ENSEMBLE_MAX
 */
void run_ensemble_start (RunEnsemble *self,
                         const ModelExperiment *experiment,
                         RunEnsembleKind kind,
                         int count);
/* Cancels the members in flight; what they have recorded is posted, as MODEL_TRAINER_STOPPED. */
void run_ensemble_stop (RunEnsemble *self);
/* Cancels the members in flight and forgets them. */
void run_ensemble_clear (RunEnsemble *self);

/* Of the newest start; 0 where there was none. */
int run_ensemble_count (RunEnsemble *self);
/* The newest snapshot of member i, owned, or NULL if nothing new. */
ModelSnapshot *run_ensemble_take_snapshot (RunEnsemble *self, int i);
/* TRUE until the last snapshot of each member was posted. */
gboolean run_ensemble_is_busy (RunEnsemble *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunEnsemble, run_ensemble_free)

G_END_DECLS
