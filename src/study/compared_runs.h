/* What stands beside a run, trained and ready to be drawn. */
#pragma once

#include "study/compared.h"
#include "study/fork.h"
#include "study/view.h"

G_BEGIN_DECLS

/* Frozen, ref-counted. */
typedef struct StudyComparedRuns StudyComparedRuns;

/**
 * study_compared_runs_new:
 * @run: what it stands beside; members of a comparison are made from it
 * @cancel: (nullable): read atomically
 * Errors: those of run_train_recipe(); MODEL_ERROR_CANCELLED.
 */
StudyComparedRuns *study_compared_runs_new (const StudyCompared *compared,
                                            const ModelSnapshot *run,
                                            const int *cancel,
                                            GError **error);
StudyComparedRuns *study_compared_runs_ref (StudyComparedRuns *self);
void study_compared_runs_unref (StudyComparedRuns *self);
/* Borrowed. */
const StudyCompared *study_compared_runs_get_compared (const StudyComparedRuns *self);
/* The run that the first kick has left, for the portrait, or NULL. */
const ModelSnapshot *study_compared_runs_get_unkicked (const StudyComparedRuns *self);

/* Where a time axis ends that shows a run, and those beside it, unless these would make it small.
 */
double study_compared_runs_fit (double last, double others);

/* A run with its company, for one drawing. */
typedef struct
{
  StudyRun run;
  StudyPins *pins;
  StudyEnsembleRuns *members;
  StudyComparedRun compared[STUDY_COMPARED_STYLES + 1];
} StudyDrawnRun;

/**
 * study_drawn_run_init:
 * @run: complete but for its company and its view
 * @compared_runs: (nullable)
 */
void study_drawn_run_init (StudyDrawnRun *self,
                           const StudyRun *run,
                           const StudyComparedRuns *compared_runs,
                           const StudyView *view);
void study_drawn_run_clear (StudyDrawnRun *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StudyDrawnRun, study_drawn_run_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyComparedRuns, study_compared_runs_unref)

G_END_DECLS
