/* Runs from their recipes, without a window: the same bits wherever and whenever. */
#pragma once

#include "model/record/recipe.h"
#include "model/train/trainer.h"

G_BEGIN_DECLS

/**
 * run_train_recipe:
 * The whole run.
 * @cancel: (nullable): read atomically
 * Errors: those of theory_init_scale_new_trainer(); MODEL_ERROR_CANCELLED.
 */
ModelSnapshot *run_train_recipe (const ModelRecipe *recipe, const int *cancel, GError **error);
/**
 * run_train_recipe_fork:
 * Another future of a run, from an epoch on; nothing of it is trained yet. How the run was trained
 * in a small network is not looked at: that may depend on what a program has done before.
 * Errors: also those of model_trainer_new_fork().
 */
ModelTrainer *run_train_recipe_fork (const ModelRecipe *fork_parent,
                                     gint64 epoch,
                                     const ModelExperiment *experiment,
                                     const int *cancel,
                                     GError **error);

G_END_DECLS
