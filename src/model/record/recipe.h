/* All that a run is made from: trained again it is the same. */
#pragma once

#include "model/experiment/experiment.h"
#include "model/network/kick.h"
#include "model/record/snapshot.h"

G_BEGIN_DECLS

typedef struct
{
  ModelExperiment experiment;
  int n_kicks;
  ModelKick kicks[MODEL_KICK_MAX]; /* in increasing epoch */
} ModelRecipe;

/* The default experiment, without kicks. */
void model_recipe_init (ModelRecipe *self);
/* That of a run; of a fork, what it is made from is only its future. */
void model_recipe_init_snapshot (ModelRecipe *self, const ModelSnapshot *snapshot);
/* @n: MODEL_KICK_MAX at most */
void model_recipe_set_kicks (ModelRecipe *self, const ModelKick *kicks, int n);
gboolean model_recipe_equal (const ModelRecipe *self, const ModelRecipe *other);

/**
 * model_recipe_to_text:
 * A key file: the experiment's groups behind one of kicks, "[run]", where there are any. The seed
 * is always told, even where it is the default. Owned by the caller.
 */
char *model_recipe_to_text (const ModelRecipe *self);
/**
 * model_recipe_from_text:
 * @self: (out): untouched on failure
 *
 * Errors: model_experiment_from_text()'s; MODEL_ERROR_KEY for kicks that are none.
 */
gboolean model_recipe_from_text (ModelRecipe *self, const char *text, GError **error);

G_END_DECLS
