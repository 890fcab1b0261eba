/* The ensemble of the window: members follow the session, and come as they are trained. */
#include "app/session/ensemble_session.h"

#include "run/ensemble.h"

struct AppEnsembleSession
{
  StudyEnsemble mode;
  ModelExperiment experiment; /* that the session trains */
  RunEnsemble *ensemble;
  StudyEnsembleRuns *members; /* borrowed */
  gboolean complete;          /* the last snapshot of each was taken */
};

AppEnsembleSession *
app_ensemble_session_new (StudyEnsembleRuns *members)
{
  AppEnsembleSession *self = g_new0 (AppEnsembleSession, 1);

  self->complete = TRUE;
  self->members = members;
  return self;
}

void
app_ensemble_session_free (AppEnsembleSession *self)
{
  if (self == NULL)
    return;
  run_ensemble_free (self->ensemble);
  g_free (self);
}

StudyEnsemble
app_ensemble_session_get_mode (AppEnsembleSession *self)
{
  return self->mode;
}

static void
start (AppEnsembleSession *self, const ModelExperiment *experiment)
{
  self->experiment = *experiment;
  if (self->mode == STUDY_ENSEMBLE_NONE)
    return;
  run_ensemble_start (self->ensemble, experiment, study_ensemble_get_kind (self->mode),
                      RUN_ENSEMBLE_SEEDS);
  study_ensemble_runs_expect (self->members, self->mode, run_ensemble_count (self->ensemble));
  self->complete = FALSE;
}

void
app_ensemble_session_set_mode (AppEnsembleSession *self,
                               StudyEnsemble mode,
                               const ModelExperiment *experiment)
{
  if (mode == self->mode)
    return;
  self->mode = mode;
  study_ensemble_runs_clear (self->members);
  /* Its threads are not made before they are wanted. */
  if (self->ensemble == NULL)
    self->ensemble = run_ensemble_new (0);
  run_ensemble_clear (self->ensemble);
  self->complete = TRUE;
  start (self, experiment);
}

void
app_ensemble_session_follow (AppEnsembleSession *self, const ModelExperiment *experiment)
{
  if (!model_experiment_equal (experiment, &self->experiment))
    start (self, experiment);
}

void
app_ensemble_session_stop (AppEnsembleSession *self)
{
  if (self->ensemble != NULL)
    run_ensemble_stop (self->ensemble);
}

gboolean
app_ensemble_session_tick (AppEnsembleSession *self)
{
  gboolean busy, changed = FALSE;

  if (self->complete)
    return FALSE;
  /* Asked before taking: what there is once all rest is the last of each. */
  busy = run_ensemble_is_busy (self->ensemble);
  for (int i = 0; i < run_ensemble_count (self->ensemble); i++)
    {
      ModelSnapshot *snapshot = run_ensemble_take_snapshot (self->ensemble, i);

      if (snapshot != NULL)
        study_ensemble_runs_set (self->members, i, snapshot);
      changed = changed || snapshot != NULL;
    }
  self->complete = !busy;
  return changed || self->complete;
}

gboolean
app_ensemble_session_is_busy (AppEnsembleSession *self)
{
  return !self->complete;
}
