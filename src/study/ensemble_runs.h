/* What a run is compared with as a whole: the other fusion layers, or other seeds. */
#pragma once

#include "run/ensemble.h"
#include "study/run.h"

G_BEGIN_DECLS

typedef enum
{
  STUDY_ENSEMBLE_NONE,
  STUDY_ENSEMBLE_FUSION, /* all fusion layers */
  STUDY_ENSEMBLE_SEEDS   /* median and range over RUN_ENSEMBLE_SEEDS seeds */
} StudyEnsemble;

/* "none", "fusion", "seeds". */
const char *study_ensemble_get_name (StudyEnsemble self);
gboolean study_ensemble_find (const char *name, StudyEnsemble *out);
/* The ensemble that it is. Valid: not STUDY_ENSEMBLE_NONE. */
RunEnsembleKind study_ensemble_get_kind (StudyEnsemble self);

typedef struct StudyEnsembleRuns StudyEnsembleRuns;

StudyEnsembleRuns *study_ensemble_runs_new (void);
/* The same members, which are all there are; what is computed to draw them is its own. */
StudyEnsembleRuns *study_ensemble_runs_copy (const StudyEnsembleRuns *self);
void study_ensemble_runs_free (StudyEnsembleRuns *self);

/* Forgets all of them. */
void study_ensemble_runs_clear (StudyEnsembleRuns *self);
/* Others follow, n of them, at most RUN_ENSEMBLE_MAX; those there are stay until they have come. */
void study_ensemble_runs_expect (StudyEnsembleRuns *self, StudyEnsemble comparison, int n);
/* Takes the snapshot over. */
void study_ensemble_runs_set (StudyEnsembleRuns *self, int i, ModelSnapshot *snapshot);
/* Borrowed; NULL where there is none yet. */
const ModelSnapshot *study_ensemble_runs_get (const StudyEnsembleRuns *self, int i);
/* Members that have a recording. */
int study_ensemble_runs_count (const StudyEnsembleRuns *self);
/* The last epoch of any member; 0 without. */
double study_ensemble_runs_get_last_epoch (const StudyEnsembleRuns *self);

/* Adds to a run what time plots draw of them; borrowed until the next call. */
void study_ensemble_runs_fill (StudyEnsembleRuns *self, StudyRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyEnsembleRuns, study_ensemble_runs_free)

G_END_DECLS
