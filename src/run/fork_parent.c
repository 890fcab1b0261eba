/* The parent of forks: one trainer, stopped at the epoch of the fork. */
#include "run/fork_parent.h"

#include "run/recipe_training.h"
#include "theory/init_scale.h"

struct RunForkParent
{
  ModelTrainer *trainer; /* at the fork, or on the way to it; NULL: none */
  ModelRecipe recipe;    /* a fork of it */
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

ModelTrainer *
run_fork_parent_fork (RunForkParent *self,
                      const ModelRecipe *recipe,
                      const int *cancel,
                      GError **error)
{
  g_return_val_if_fail (recipe->is_fork, NULL);

  if (self->trainer == NULL || !model_recipe_equal_fork (recipe, &self->recipe))
    {
      g_clear_pointer (&self->trainer, model_trainer_free);
      self->recipe = *recipe;
      self->trainer = new_trainer (&recipe->parent.experiment, cancel, error);
      if (self->trainer == NULL)
        return NULL;
    }
  run_train_to_fork (self->trainer, recipe, cancel);
  if (g_atomic_int_get (cancel))
    {
      /* Perhaps before a kick: begun anew the next time. */
      if (recipe->parent.kicks.n > 0)
        g_clear_pointer (&self->trainer, model_trainer_free);
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
      return NULL;
    }
  return model_trainer_new_fork (self->trainer,
                                 MIN (recipe->fork, model_trainer_get_epoch (self->trainer)),
                                 &recipe->experiment, cancel, error);
}
