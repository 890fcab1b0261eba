/* The run that futures fork from: trained once, kept for every position of a slider. */
#pragma once

#include "model/record/recipe.h"
#include "model/train/trainer.h"

G_BEGIN_DECLS

typedef struct RunForkParent RunForkParent;

RunForkParent *run_fork_parent_new (void);
void run_fork_parent_free (RunForkParent *self);

/**
 * run_fork_parent_fork:
 * The future of a fork, without its kicks; nothing of it is trained yet. Trains the parent up to
 * the fork where it is not at hand. A parent that ends sooner is forked at its end.
 * @recipe: a fork
 * @cancel: read atomically, at least once per layer
 * Errors: model_trainer_new_fork()'s.
 */
ModelTrainer *run_fork_parent_fork (RunForkParent *self,
                                    const ModelRecipe *recipe,
                                    const int *cancel,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunForkParent, run_fork_parent_free)

G_END_DECLS
