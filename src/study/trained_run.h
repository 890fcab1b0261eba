/* A run trained to its end at once, for pictures. */
#pragma once

#include "model/record/recipe.h"
#include "study/marks.h"

G_BEGIN_DECLS

/**
 * study_train_run:
 * @marks: (out): what theory says of the very data that it is trained on, and what the run made of
 * it; but for the curve of the reduced dynamics
 * @cancel: (nullable): read atomically
 * Errors: those of run_train_recipe(); MODEL_ERROR_CANCELLED.
 */
ModelSnapshot *
study_train_run (const ModelRecipe *recipe, StudyMarks *marks, const int *cancel, GError **error);

G_END_DECLS
