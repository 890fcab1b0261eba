/* Branches: the run forked from, by reference. */
#include "study/fork.h"

#include "model/network/network.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of the other future: a style that no pin has. */
#define STYLE 3

struct StudyFork
{
  gatomicrefcount ref_count;
  RunFork fork;
  ModelSnapshot *snapshot;
};

StudyFork *
study_fork_new (ModelSnapshot *snapshot, double epoch)
{
  StudyFork *self = g_new0 (StudyFork, 1);
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

StudyFork *
study_fork_ref (StudyFork *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
study_fork_unref (StudyFork *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  model_snapshot_unref (self->snapshot);
  g_free (self);
}

const RunFork *
study_fork_get_fork (const StudyFork *self)
{
  return &self->fork;
}

const ModelKick *
study_fork_get_kicks (const StudyFork *self, int *n)
{
  *n = self->snapshot->n_kicks;
  return self->snapshot->kicks;
}

double
study_fork_get_last_epoch (const StudyFork *self)
{
  return model_snapshot_last_epoch (self->snapshot);
}

gboolean
study_fork_takes (const StudyFork *self, const ModelExperiment *experiment)
{
  ModelNetworkShape a, b;

  model_network_shape_from_experiment (&a, &self->fork.experiment);
  model_network_shape_from_experiment (&b, experiment);
  return model_network_shape_equal (&a, &b);
}

void
study_fork_fill (const StudyFork *self, StudyComparedRun *compared, StudyRun *run)
{
  run->fork = self->fork.epoch;
  if (run->minus != NULL)
    return;
  for (int i = 0; i < run->n_compared; i++)
    compared[i] = run->compared[i];
  compared[run->n_compared] =
      (StudyComparedRun){ self->snapshot, STYLE, NULL, _ ("without the fork") };
  run->compared = compared;
  run->n_compared++;
  if (run->legend == NULL)
    run->legend = _ ("forked");
  run->ghost = NULL;
  run->marks.reduced = NULL;
}
