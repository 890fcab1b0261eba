/* Compared runs: snapshots, which never change, and what pins and ensemble compute to draw them. */
#include "study/compared_runs.h"

#include "run/recipe_training.h"

#include <math.h>

/* Runs that take more than so many times as long are compared only at their start. */
#define LONGEST 10

StudyComparedRuns *
study_compared_runs_new (void)
{
  StudyComparedRuns *self = g_new0 (StudyComparedRuns, 1);

  self->pins = study_pins_new ();
  self->ensemble = study_ensemble_runs_new ();
  return self;
}

void
study_compared_runs_free (StudyComparedRuns *self)
{
  if (self == NULL)
    return;
  study_pins_free (self->pins);
  study_ensemble_runs_free (self->ensemble);
  model_snapshot_unref (self->ghost);
  model_snapshot_unref (self->unkicked);
  model_snapshot_unref (self->fork_parent);
  study_log_unref (self->log);
  g_free (self);
}

static ModelSnapshot *
ref_or_null (ModelSnapshot *snapshot)
{
  return snapshot != NULL ? model_snapshot_ref (snapshot) : NULL;
}

StudyComparedRuns *
study_compared_runs_copy (const StudyComparedRuns *self)
{
  StudyComparedRuns *copy = g_new0 (StudyComparedRuns, 1);

  copy->pins = study_pins_copy (self->pins);
  copy->ensemble = study_ensemble_runs_copy (self->ensemble);
  copy->ghost = ref_or_null (self->ghost);
  copy->unkicked = ref_or_null (self->unkicked);
  copy->fork_parent = ref_or_null (self->fork_parent);
  return copy;
}

static gboolean
train_pin (StudyPins *pins, const StudyCompared *compared, int i, const int *cancel, GError **error)
{
  g_autoptr (ModelSnapshot) pin = run_train_recipe (&compared->pins[i], cancel, error);

  if (pin != NULL)
    study_pins_add_at (pins, pin, compared->slots[i]);
  return pin != NULL;
}

static gboolean
train_ensemble (StudyEnsembleRuns *runs,
                StudyEnsemble ensemble,
                const ModelExperiment *experiment,
                const int *cancel,
                GError **error)
{
  const RunEnsembleKind kind = study_ensemble_get_kind (ensemble);
  ModelRecipe recipe;
  int n;

  model_recipe_init (&recipe);
  n = run_ensemble_get_member (experiment, kind, RUN_ENSEMBLE_SEEDS, 0, &recipe.experiment);
  study_ensemble_runs_expect (runs, ensemble, n);
  for (int i = 0; i < n; i++)
    {
      ModelSnapshot *member;

      run_ensemble_get_member (experiment, kind, RUN_ENSEMBLE_SEEDS, i, &recipe.experiment);
      member = run_train_recipe (&recipe, cancel, error);
      if (member == NULL)
        return FALSE;
      study_ensemble_runs_set (runs, i, member);
    }
  return TRUE;
}

static gboolean
train_one (ModelSnapshot **place, const ModelRecipe *recipe, const int *cancel, GError **error)
{
  *place = run_train_recipe (recipe, cancel, error);
  return *place != NULL;
}

static gboolean
train_fork_parent (StudyComparedRuns *self,
                   const ModelRecipe *run,
                   const int *cancel,
                   GError **error)
{
  ModelRecipe parent;

  if (!run->is_fork)
    return TRUE;
  model_recipe_init_parent (&parent, run);
  return train_one (&self->fork_parent, &parent, cancel, error);
}

static gboolean
train_ghost (StudyComparedRuns *self,
             const StudyCompared *compared,
             const ModelRecipe *run,
             const int *cancel,
             GError **error)
{
  return !compared->has_ghost || train_one (run->kicks.n > 0 ? &self->unkicked : &self->ghost,
                                            &compared->ghost, cancel, error);
}

StudyComparedRuns *
study_compared_runs_train (const StudyCompared *compared,
                           const ModelRecipe *run,
                           const int *cancel,
                           GError **error)
{
  g_return_val_if_fail (compared != NULL && run != NULL, NULL);

  g_autoptr (StudyComparedRuns) self = study_compared_runs_new ();

  for (int i = 0; i < compared->n_pins; i++)
    if (!train_pin (self->pins, compared, i, cancel, error))
      return NULL;
  study_pins_set_difference (self->pins, compared->difference);
  if (!train_ghost (self, compared, run, cancel, error) ||
      !train_fork_parent (self, run, cancel, error) ||
      (compared->comparison != STUDY_ENSEMBLE_NONE &&
       !train_ensemble (self->ensemble, compared->comparison, &run->experiment, cancel, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
study_compared_runs_replace (ModelSnapshot **place, ModelSnapshot *snapshot)
{
  ModelSnapshot *old = *place;

  *place = ref_or_null (snapshot);
  model_snapshot_unref (old);
}

void
study_compared_runs_follow (StudyComparedRuns *self,
                            const ModelRecipe *last,
                            const ModelRecipe *next,
                            ModelSnapshot *run,
                            gboolean keep)
{
  const gboolean same_fork = model_recipe_equal_fork (last, next);
  const gboolean only_kicked =
      same_fork && model_experiment_equal (&last->experiment, &next->experiment);

  if (last->is_fork && !same_fork)
    study_compared_runs_replace (&self->ghost, NULL);
  else if (!only_kicked && keep)
    study_compared_runs_replace (&self->ghost, last->is_fork ? NULL : run);
  if (!only_kicked || next->kicks.n == 0)
    study_compared_runs_replace (&self->unkicked, NULL);
  else if (last->kicks.n == 0 && run != NULL)
    study_compared_runs_replace (&self->unkicked, run);
  if (!same_fork)
    study_compared_runs_replace (&self->fork_parent, NULL);
}

ModelSnapshot *
study_compared_runs_get_ghost (const StudyComparedRuns *self)
{
  return self->unkicked != NULL ? self->unkicked : self->ghost;
}

double
study_compared_runs_fit (const StudyComparedRuns *self, double last)
{
  double others = fmax (study_ensemble_runs_get_last_epoch (self->ensemble),
                        study_pins_get_last_epoch (self->pins));

  if (self->fork_parent != NULL)
    others = fmax (others, model_snapshot_last_epoch (self->fork_parent));
  return fmax (last, fmin (others, LONGEST * last));
}
