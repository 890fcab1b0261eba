/* The runs that a run is compared with, trained: what study/compared.h tells of. */
#pragma once

#include "study/compared.h"
#include "study/log.h"

G_BEGIN_DECLS

typedef struct
{
  StudyPins *pins;
  StudyEnsembleRuns *ensemble;
  ModelSnapshot *ghost;       /* the run before, or NULL */
  ModelSnapshot *unkicked;    /* the run as it was before its first kick, or NULL */
  ModelSnapshot *fork_parent; /* of a fork, the run that it left, to its own end; or NULL */
  StudyLog *log;              /* what its StudyRun points at, or NULL */
  StudyComparedRun drawn[STUDY_COMPARED_STYLES + 1]; /* of a fork: what its StudyRun points at */
} StudyComparedRuns;

/* None. */
StudyComparedRuns *study_compared_runs_new (void);
/**
 * study_compared_runs_train:
 * All of them, or none.
 * @run: what they are compared with: it tells the parent of a fork, and the ensemble is made from
 * it
 * @cancel: (nullable): read atomically
 * Errors: those of run_train_recipe(); MODEL_ERROR_CANCELLED.
 */
StudyComparedRuns *study_compared_runs_train (const StudyCompared *compared,
                                              const ModelRecipe *run,
                                              const int *cancel,
                                              GError **error);
/* The same runs for a drawing of its own, perhaps in another thread. */
StudyComparedRuns *study_compared_runs_copy (const StudyComparedRuns *self);
void study_compared_runs_free (StudyComparedRuns *self);

/**
 * study_compared_runs_follow:
 * The run becomes another one: keeps what is to be seen beside that, and forgets the rest. The run
 * before becomes the ghost, or, where only kicks follow, the run without them. A fork is no ghost,
 * as files cannot tell of it.
 * @run: (nullable): of the last recipe, as far as there is one
 * @keep: FALSE where the change goes on with a movement whose ghost is there already
 */
void study_compared_runs_follow (StudyComparedRuns *self,
                                 const ModelRecipe *last,
                                 const ModelRecipe *next,
                                 ModelSnapshot *run,
                                 gboolean keep);
/* Puts a reference to a snapshot, or NULL, in a place. */
void study_compared_runs_replace (ModelSnapshot **place, ModelSnapshot *snapshot);
/* The run drawn pale behind the run: as it was before its first kick, else the one before;
 * borrowed, or NULL. */
ModelSnapshot *study_compared_runs_get_ghost (const StudyComparedRuns *self);
/* Where a time axis ends that shows a run up to an epoch, and those it is compared with, unless
 * these would make it small. */
double study_compared_runs_fit (const StudyComparedRuns *self, double last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyComparedRuns, study_compared_runs_free)

G_END_DECLS
