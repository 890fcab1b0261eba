/* Training to the end at once: a trainer, and kicks on the way. */
#include "run/recipe_training.h"

#include "num/cancel.h"
#include "theory/init_scale.h"

#include <glib/gi18n-lib.h>

static gboolean
check_cancel (const int *cancel, GError **error)
{
  if (!num_is_cancelled (cancel))
    return TRUE;
  g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, _ ("cancelled"));
  return FALSE;
}

void
run_train_to_kicks (ModelTrainer *trainer, const ModelKicks *kicks, const int *cancel)
{
  for (int i = 0; i < kicks->n; i++)
    {
      const ModelKick *kick = &kicks->kick[i];

      model_trainer_run (trainer, kick->epoch - model_trainer_get_epoch (trainer), cancel);
      if (model_trainer_get_epoch (trainer) < kick->epoch ||
          !model_trainer_kick (trainer, kick, cancel, NULL))
        return;
    }
}

void
run_train_to_fork (ModelTrainer *parent, const ModelRecipe *fork, const int *cancel)
{
  ModelKicks kicks = fork->parent.kicks;
  int done;

  model_trainer_get_kicks (parent, &done);
  while (kicks.n > 0 && kicks.kick[kicks.n - 1].epoch > fork->fork)
    kicks.n--;
  if (done == 0)
    run_train_to_kicks (parent, &kicks, cancel);
  model_trainer_run (parent, fork->fork - model_trainer_get_epoch (parent), cancel);
}

static ModelTrainer *
new_fork (const ModelRecipe *recipe, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) parent =
      theory_init_scale_new_trainer_compressed (&recipe->parent.experiment, NULL, cancel, error);

  if (parent == NULL)
    return NULL;
  run_train_to_fork (parent, recipe, cancel);
  return check_cancel (cancel, error)
             ? model_trainer_new_fork (parent, recipe->fork, &recipe->experiment, cancel, error)
             : NULL;
}

ModelTrainer *
run_train_recipe_to_end (const ModelRecipe *recipe, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) trainer = NULL;

  g_return_val_if_fail (recipe != NULL, NULL);
  if (!model_recipe_validate (recipe, error))
    return NULL;
  trainer = recipe->is_fork ? new_fork (recipe, cancel, error)
                            : theory_init_scale_new_trainer_compressed (&recipe->experiment, NULL,
                                                                        cancel, error);
  if (trainer == NULL)
    return NULL;
  run_train_to_kicks (trainer, &recipe->kicks, cancel);
  model_trainer_run (trainer, G_MAXINT64, cancel);
  return check_cancel (cancel, error) ? g_steal_pointer (&trainer) : NULL;
}

ModelSnapshot *
run_train_recipe (const ModelRecipe *recipe, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) trainer = run_train_recipe_to_end (recipe, cancel, error);

  return trainer != NULL ? model_trainer_snapshot (trainer, 0) : NULL;
}
