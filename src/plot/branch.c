/* Branches: the run forked from, by reference. */
#include "plot/branch.h"

#include "model/network.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of the other future: a style that no pin has. */
#define STYLE 3

struct PlotBranch
{
  gatomicrefcount ref_count;
  RunFork fork;
  ModelSnapshot *snapshot;
};

PlotBranch *
plot_branch_new (ModelSnapshot *snapshot, double epoch)
{
  PlotBranch *self = g_new0 (PlotBranch, 1);
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

PlotBranch *
plot_branch_ref (PlotBranch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
plot_branch_unref (PlotBranch *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  model_snapshot_unref (self->snapshot);
  g_free (self);
}

const RunFork *
plot_branch_get_fork (const PlotBranch *self)
{
  return &self->fork;
}

const ModelKick *
plot_branch_get_kicks (const PlotBranch *self, int *n)
{
  *n = self->snapshot->n_kicks;
  return self->snapshot->kicks;
}

double
plot_branch_get_last_epoch (const PlotBranch *self)
{
  return model_snapshot_last_epoch (self->snapshot);
}

gboolean
plot_branch_takes (const PlotBranch *self, const ModelExperiment *experiment)
{
  ModelNetworkShape a, b;

  model_network_shape_from_experiment (&a, &self->fork.experiment);
  model_network_shape_from_experiment (&b, experiment);
  return model_network_shape_equal (&a, &b);
}

void
plot_branch_fill (const PlotBranch *self, PlotCompanion *companions, PlotRun *run)
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
