/* A fork of the session's run: where it left, and the future that would have been. */
#pragma once

#include "model/record/snapshot.h"
#include "run/fork_parent.h"
#include "study/run.h"

G_BEGIN_DECLS

/* Frozen, ref-counted. */
typedef struct StudyFork StudyFork;

/**
 * study_fork_new:
 * @snapshot: the run, as it goes on without the fork; a reference is taken
 * @epoch: cut off to those of the run
 */
StudyFork *study_fork_new (ModelSnapshot *snapshot, double epoch);
StudyFork *study_fork_ref (StudyFork *self);
void study_fork_unref (StudyFork *self);

const RunFork *study_fork_get_fork (const StudyFork *self);
/* The kicks of the run without the fork, those after it too. */
const ModelKick *study_fork_get_kicks (const StudyFork *self, int *n);
double study_fork_get_last_epoch (const StudyFork *self);
/* Whether a network under an experiment can go on from the fork. */
gboolean study_fork_takes (const StudyFork *self, const ModelExperiment *experiment);

/* Adds to a run what time plots draw of it: the other future beside its companions, the mark.
 * @compared: room for those of the run, and one more; the run's from then on */
void study_fork_fill (const StudyFork *self, StudyComparedRun *compared, StudyRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyFork, study_fork_unref)

G_END_DECLS
