/* Company: snapshots that never change; what caches is made for each drawing. */
#include "study/compared_runs.h"

#include "run/recipe_training.h"

#include <math.h>

/* Runs that take more than so many times as long are compared only at their start. */
#define LONGEST 10

struct StudyComparedRuns
{
  gatomicrefcount ref_count;
  StudyCompared compared;
  ModelSnapshot *pins[STUDY_PINS_MAX];
  ModelSnapshot *ghost; /* or NULL */
  StudyFork *fork;      /* or NULL */
  int n_members;
  ModelSnapshot *members[RUN_ENSEMBLE_MAX];
  gboolean is_kicked; /* the run is */
};

static gboolean
train_members (StudyComparedRuns *self, const ModelSnapshot *run, const int *cancel, GError **error)
{
  const RunEnsembleKind kind = study_ensemble_get_kind (self->compared.comparison);
  ModelRecipe recipe;
  int n;

  model_recipe_init (&recipe);
  n = run_ensemble_get_member (&run->experiment, kind, RUN_ENSEMBLE_SEEDS, 0, &recipe.experiment);
  for (int i = 0; i < n; i++)
    {
      run_ensemble_get_member (&run->experiment, kind, RUN_ENSEMBLE_SEEDS, i, &recipe.experiment);
      self->members[i] = run_train_recipe (&recipe, cancel, error);
      if (self->members[i] == NULL)
        return FALSE;
      self->n_members = i + 1;
    }
  return TRUE;
}

static gboolean
train_all (StudyComparedRuns *self, const ModelSnapshot *run, const int *cancel, GError **error)
{
  const StudyCompared *compared = &self->compared;

  for (int i = 0; i < compared->n_pins; i++)
    if ((self->pins[i] = run_train_recipe (&compared->pins[i], cancel, error)) == NULL)
      return FALSE;
  if (compared->has_ghost &&
      (self->ghost = run_train_recipe (&compared->ghost, cancel, error)) == NULL)
    return FALSE;
  if (compared->has_fork_parent)
    {
      g_autoptr (ModelSnapshot) fork_parent =
          run_train_recipe (&compared->fork_parent, cancel, error);

      if (fork_parent == NULL)
        return FALSE;
      self->fork = study_fork_new (fork_parent, (double) compared->fork);
    }
  return compared->comparison == STUDY_ENSEMBLE_NONE || train_members (self, run, cancel, error);
}

StudyComparedRuns *
study_compared_runs_new (const StudyCompared *compared,
                         const ModelSnapshot *run,
                         const int *cancel,
                         GError **error)
{
  g_return_val_if_fail (compared != NULL && run != NULL, NULL);

  g_autoptr (StudyComparedRuns) self = g_new0 (StudyComparedRuns, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->compared = *compared;
  self->is_kicked = run->n_kicks > 0;
  return train_all (self, run, cancel, error) ? g_steal_pointer (&self) : NULL;
}

StudyComparedRuns *
study_compared_runs_ref (StudyComparedRuns *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
study_compared_runs_unref (StudyComparedRuns *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (int i = 0; i < STUDY_PINS_MAX; i++)
    g_clear_pointer (&self->pins[i], model_snapshot_unref);
  for (int i = 0; i < self->n_members; i++)
    model_snapshot_unref (self->members[i]);
  g_clear_pointer (&self->ghost, model_snapshot_unref);
  study_fork_unref (self->fork);
  g_free (self);
}

const StudyCompared *
study_compared_runs_get_compared (const StudyComparedRuns *self)
{
  return &self->compared;
}

const ModelSnapshot *
study_compared_runs_get_unkicked (const StudyComparedRuns *self)
{
  return self->is_kicked ? self->ghost : NULL;
}

double
study_compared_runs_fit (double last, double others)
{
  return fmax (last, fmin (others, LONGEST * last));
}

static void
fit_epochs (StudyDrawnRun *self, const StudyComparedRuns *compared_runs)
{
  double others = fmax (study_ensemble_runs_get_last_epoch (self->members),
                        study_pins_get_last_epoch (self->pins));

  if (compared_runs->fork != NULL)
    others = fmax (others, study_fork_get_last_epoch (compared_runs->fork));
  self->run.epochs.maximum = study_compared_runs_fit (self->run.epochs.maximum, others);
}

static void
gather (StudyDrawnRun *self, const StudyComparedRuns *compared_runs)
{
  self->pins = study_pins_new ();
  self->members = study_ensemble_runs_new ();
  for (int i = 0; i < compared_runs->compared.n_pins; i++)
    study_pins_add_at (self->pins, compared_runs->pins[i], compared_runs->compared.slots[i]);
  study_pins_set_difference (self->pins, compared_runs->compared.difference);
  study_ensemble_runs_expect (self->members, compared_runs->compared.comparison,
                              compared_runs->n_members);
  for (int i = 0; i < compared_runs->n_members; i++)
    study_ensemble_runs_set (self->members, i, model_snapshot_ref (compared_runs->members[i]));
}

void
study_drawn_run_init (StudyDrawnRun *self,
                      const StudyRun *run,
                      const StudyComparedRuns *compared_runs,
                      const StudyView *view)
{
  *self = (StudyDrawnRun){ .run = *run };
  if (compared_runs == NULL)
    {
      study_view_apply (view, &self->run);
      return;
    }
  gather (self, compared_runs);
  fit_epochs (self, compared_runs);
  self->run.ghost = compared_runs->ghost;
  study_view_apply (view, &self->run);
  study_ensemble_runs_fill (self->members, &self->run);
  study_pins_fill (self->pins, &self->run);
  if (compared_runs->fork != NULL)
    study_fork_fill (compared_runs->fork, self->compared, &self->run);
}

void
study_drawn_run_clear (StudyDrawnRun *self)
{
  g_clear_pointer (&self->pins, study_pins_free);
  g_clear_pointer (&self->members, study_ensemble_runs_free);
}
