/* The trunk of forks: one trainer, stopped at the epoch of the fork. */
#include "run/fork_parent.h"

#include "theory/init_scale.h"

struct RunForkParent
{
  ModelTrainer *trainer; /* at the fork, or on the way to it; NULL: none */
  RunFork fork;
};

RunForkParent *
run_fork_parent_new (void)
{
  return g_new0 (RunForkParent, 1);
}

void
run_fork_parent_free (RunForkParent *self)
{
  if (self == NULL)
    return;
  model_trainer_free (self->trainer);
  g_free (self);
}

gboolean
run_fork_equal (const RunFork *a, const RunFork *b)
{
  if (a->epoch != b->epoch || a->n_kicks != b->n_kicks ||
      !model_experiment_equal (&a->experiment, &b->experiment))
    return FALSE;
  for (int i = 0; i < a->n_kicks; i++)
    if (a->kicks[i].epoch != b->kicks[i].epoch || a->kicks[i].weight[0] != b->kicks[i].weight[0] ||
        a->kicks[i].weight[1] != b->kicks[i].weight[1])
      return FALSE;
  return TRUE;
}

/* As the window trains it: in a small network where one is known. */
static ModelTrainer *
new_trainer (const ModelExperiment *experiment, const int *cancel, GError **error)
{
  g_autoptr (ModelCompression) known = model_compression_peek (experiment);
  ModelExperiment full = *experiment;

  if (known == NULL)
    {
      model_experiment_set (&full, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
      known = model_compression_peek (&full);
    }
  return theory_init_scale_new_trainer_compressed (experiment, known, cancel, error);
}

void
run_fork_parent_kick_along (ModelTrainer *trainer, const ModelKick *kicks, int n, const int *cancel)
{
  for (int i = 0; i < n; i++)
    {
      model_trainer_run (trainer, kicks[i].epoch - model_trainer_get_epoch (trainer), cancel);
      if (model_trainer_get_epoch (trainer) < kicks[i].epoch ||
          !model_trainer_kick (trainer, &kicks[i], cancel, NULL))
        return;
    }
}

ModelTrainer *
run_fork_parent_fork (RunForkParent *self,
                      const RunFork *fork,
                      const ModelExperiment *experiment,
                      const int *cancel,
                      GError **error)
{
  if (self->trainer == NULL || !run_fork_equal (fork, &self->fork))
    {
      g_clear_pointer (&self->trainer, model_trainer_free);
      self->fork = *fork;
      self->trainer = new_trainer (&fork->experiment, cancel, error);
      if (self->trainer == NULL)
        return NULL;
      run_fork_parent_kick_along (self->trainer, fork->kicks, fork->n_kicks, cancel);
    }
  model_trainer_run (self->trainer, fork->epoch - model_trainer_get_epoch (self->trainer), cancel);
  if (g_atomic_int_get (cancel))
    {
      /* Perhaps before a kick: begun anew the next time. */
      if (fork->n_kicks > 0)
        g_clear_pointer (&self->trainer, model_trainer_free);
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
      return NULL;
    }
  return model_trainer_new_fork (self->trainer, fork->epoch, experiment, cancel, error);
}
