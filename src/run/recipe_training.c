/* Training to the end at once: a trainer, and kicks on the way. */
#include "run/recipe_training.h"

#include "num/cancel.h"
#include "run/fork_parent.h"
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

ModelSnapshot *
run_train_recipe (const ModelRecipe *recipe, const int *cancel, GError **error)
{
  g_return_val_if_fail (recipe != NULL, NULL);

  g_autoptr (ModelTrainer) trainer =
      theory_init_scale_new_trainer_compressed (&recipe->experiment, NULL, cancel, error);

  if (trainer == NULL)
    return NULL;
  run_fork_parent_kick_along (trainer, recipe->kicks, recipe->n_kicks, cancel);
  model_trainer_run (trainer, G_MAXINT64, cancel);
  return check_cancel (cancel, error) ? model_trainer_snapshot (trainer, 0) : NULL;
}

ModelTrainer *
run_train_recipe_fork (const ModelRecipe *fork_parent,
                       gint64 epoch,
                       const ModelExperiment *experiment,
                       const int *cancel,
                       GError **error)
{
  g_return_val_if_fail (fork_parent != NULL && experiment != NULL, NULL);

  g_autoptr (ModelTrainer) trainer =
      theory_init_scale_new_trainer_compressed (&fork_parent->experiment, NULL, cancel, error);
  int n = 0;

  if (trainer == NULL)
    return NULL;
  while (n < fork_parent->n_kicks && fork_parent->kicks[n].epoch <= epoch)
    n++;
  run_fork_parent_kick_along (trainer, fork_parent->kicks, n, cancel);
  model_trainer_run (trainer, epoch - model_trainer_get_epoch (trainer), cancel);
  return check_cancel (cancel, error)
             ? model_trainer_new_fork (trainer, epoch, experiment, cancel, error)
             : NULL;
}
