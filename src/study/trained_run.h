/* A run trained to its end at once, for pictures. */
#pragma once

#include "model/record/recipe.h"
#include "study/phases.h"

G_BEGIN_DECLS

/**
 * study_train_run:
 * @phases: (out): what theory says of the very data that it is trained on, and what the run made of
 * it; to be cleared, where there is a run
 * @cancel: (nullable): read atomically
 * Errors: those of run_train_recipe(); MODEL_ERROR_CANCELLED.
 */
ModelSnapshot *
study_train_run (const ModelRecipe *recipe, StudyPhases *phases, const int *cancel, GError **error);

G_END_DECLS
