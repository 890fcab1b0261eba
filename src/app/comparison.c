/* The ensemble of the window: members follow the session, and come as they are trained. */
#include "app/comparison.h"

#include "run/ensemble.h"

struct AppComparison
{
  PlotComparison mode;
  ModelExperiment experiment; /* that the session trains */
  RunEnsemble *ensemble;
  PlotMembers *members;
  gboolean complete; /* the last snapshot of each was taken */
};

AppComparison *
app_comparison_new (void)
{
  AppComparison *self = g_new0 (AppComparison, 1);

  self->complete = TRUE;
  self->members = plot_members_new ();
  return self;
}

void
app_comparison_free (AppComparison *self)
{
  if (self == NULL)
    return;
  run_ensemble_free (self->ensemble);
  plot_members_free (self->members);
  g_free (self);
}

PlotComparison
app_comparison_get_mode (AppComparison *self)
{
  return self->mode;
}

static void
start (AppComparison *self, const ModelExperiment *experiment)
{
  self->experiment = *experiment;
  if (self->mode == PLOT_COMPARISON_NONE)
    return;
  run_ensemble_start (self->ensemble, experiment, plot_comparison_get_kind (self->mode),
                      RUN_ENSEMBLE_SEEDS);
  plot_members_expect (self->members, self->mode, run_ensemble_count (self->ensemble));
  self->complete = FALSE;
}

void
app_comparison_set_mode (AppComparison *self,
                         PlotComparison mode,
                         const ModelExperiment *experiment)
{
  if (mode == self->mode)
    return;
  self->mode = mode;
  plot_members_clear (self->members);
  /* Its threads are not made before they are wanted. */
  if (self->ensemble == NULL)
    self->ensemble = run_ensemble_new (0);
  run_ensemble_clear (self->ensemble);
  self->complete = TRUE;
  start (self, experiment);
}

void
app_comparison_follow (AppComparison *self, const ModelExperiment *experiment)
{
  if (!model_experiment_equal (experiment, &self->experiment))
    start (self, experiment);
}

void
app_comparison_stop (AppComparison *self)
{
  if (self->ensemble != NULL)
    run_ensemble_stop (self->ensemble);
}

gboolean
app_comparison_tick (AppComparison *self)
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
        plot_members_set (self->members, i, snapshot);
      changed = changed || snapshot != NULL;
    }
  self->complete = !busy;
  return changed || self->complete;
}

gboolean
app_comparison_is_busy (AppComparison *self)
{
  return !self->complete;
}

const PlotMembers *
app_comparison_get_members (AppComparison *self)
{
  return self->members;
}

void
app_comparison_fill (AppComparison *self, PlotRun *run)
{
  if (self->mode != PLOT_COMPARISON_NONE)
    plot_members_fill (self->members, run);
}
