/* Branches: the run forked from, by reference. */
#include "app/branch.h"

#include "model/network.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of the other future: a style that no pin has. */
#define STYLE 3

struct AppBranch
{
  gatomicrefcount ref_count;
  RunFork fork;
  ModelSnapshot *snapshot;
};

AppBranch *
app_branch_new (ModelSnapshot *snapshot, double epoch)
{
  AppBranch *self = g_new0 (AppBranch, 1);
  RunFork *fork = &self->fork;

  g_atomic_ref_count_init (&self->ref_count);
  self->snapshot = model_snapshot_ref (snapshot);
  fork->experiment = snapshot->experiment;
  fork->epoch = (gint64) CLAMP (round (epoch), 0, model_snapshot_last_epoch (snapshot));
  while (fork->n_kicks < snapshot->n_kicks && snapshot->kicks[fork->n_kicks].epoch <= fork->epoch)
    {
      fork->kicks[fork->n_kicks] = snapshot->kicks[fork->n_kicks];
      fork->n_kicks++;
    }
  return self;
}

AppBranch *
app_branch_ref (AppBranch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
app_branch_unref (AppBranch *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  model_snapshot_unref (self->snapshot);
  g_free (self);
}

const RunFork *
app_branch_get_fork (const AppBranch *self)
{
  return &self->fork;
}

const ModelKick *
app_branch_get_kicks (const AppBranch *self, int *n)
{
  *n = self->snapshot->n_kicks;
  return self->snapshot->kicks;
}

double
app_branch_get_last_epoch (const AppBranch *self)
{
  return model_snapshot_last_epoch (self->snapshot);
}

gboolean
app_branch_takes (const AppBranch *self, const ModelExperiment *experiment)
{
  ModelNetworkShape a, b;

  model_network_shape_from_experiment (&a, &self->fork.experiment);
  model_network_shape_from_experiment (&b, experiment);
  return model_network_shape_equal (&a, &b);
}

void
app_branch_fill (const AppBranch *self, PlotCompanion *companions, PlotRun *run)
{
  run->fork = self->fork.epoch;
  if (run->minus != NULL)
    return;
  for (int i = 0; i < run->n_companions; i++)
    companions[i] = run->companions[i];
  companions[run->n_companions] =
      (PlotCompanion){ self->snapshot, STYLE, NULL, _ ("without the fork") };
  run->companions = companions;
  run->n_companions++;
  if (run->legend == NULL)
    run->legend = _ ("forked");
  run->ghost = NULL;
  run->marks.reduced = NULL;
}
