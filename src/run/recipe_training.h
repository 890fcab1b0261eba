/* Runs from their recipes, without a window: the same bits wherever and whenever. */
#pragma once

#include "model/record/recipe.h"
#include "model/train/trainer.h"

G_BEGIN_DECLS

/**
 * run_train_recipe:
 * The whole run. How its parent, if it is a fork, was trained in a small network elsewhere is not
 * looked at: that may depend on what a program has done before.
 * @cancel: (nullable): read atomically
 * Errors: those of model_recipe_validate(), theory_init_scale_new_trainer() and
 * model_trainer_new_fork();
 * MODEL_ERROR_CANCELLED.
 */
ModelSnapshot *run_train_recipe (const ModelRecipe *recipe, const int *cancel, GError **error);
/* The same as the trainer at its end. */
ModelTrainer *
run_train_recipe_to_end (const ModelRecipe *recipe, const int *cancel, GError **error);

/* Trains up to each kick and kicks, until all are done, one is refused, or it is cancelled. */
void run_train_to_kicks (ModelTrainer *trainer, const ModelKicks *kicks, const int *cancel);
/* Trains a fork's parent up to the fork, with its kicks up to there; what has been done already is
 * not done again. */
void run_train_to_fork (ModelTrainer *parent, const ModelRecipe *fork, const int *cancel);

G_END_DECLS
