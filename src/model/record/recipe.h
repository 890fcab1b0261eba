/* All that a run is made from: trained again it is the same. */
#pragma once

#include "model/experiment/experiment.h"
#include "model/network/kick.h"
#include "model/record/snapshot.h"

G_BEGIN_DECLS

typedef struct
{
  int n;
  ModelKick kick[MODEL_KICK_MAX]; /* in increasing epoch */
} ModelKicks;

typedef struct
{
  ModelExperiment experiment;
  ModelKicks kicks; /* of a fork, those at or after it */
  gboolean is_fork; /* it goes on from an epoch of another run, its parent */
  gint64 fork;      /* that epoch */
  struct
  {
    ModelExperiment experiment;
    ModelKicks kicks; /* all of them: those after the fork are not the fork's */
  } parent;
} ModelRecipe;

/* The default experiment, without kicks. */
void model_recipe_init (ModelRecipe *self);
/* That of a run; of a fork, only what it is made from after the fork. */
void model_recipe_init_snapshot (ModelRecipe *self, const ModelSnapshot *snapshot);
/* That of the parent as a whole. Valid: other is a fork, and not self. */
void model_recipe_init_parent (ModelRecipe *self, const ModelRecipe *other);
/* @n: MODEL_KICK_MAX at most */
void model_recipe_set_kicks (ModelRecipe *self, const ModelKick *kicks, int n);
/* Makes it a fork of another recipe, which is none itself. */
void model_recipe_set_fork (ModelRecipe *self, const ModelRecipe *parent, gint64 epoch);
void model_recipe_clear_fork (ModelRecipe *self);

gboolean model_kicks_equal (const ModelKicks *self, const ModelKicks *other);
gboolean model_recipe_equal (const ModelRecipe *self, const ModelRecipe *other);
/* Whether both go on from the same epoch of the same run, or neither is a fork. */
gboolean model_recipe_equal_fork (const ModelRecipe *self, const ModelRecipe *other);
/* Whether a network under the experiment has the shape of the parent's. Valid: self is a fork. */
gboolean model_recipe_fork_takes (const ModelRecipe *self, const ModelExperiment *experiment);
/**
 * model_recipe_validate:
 * Errors: those of model_experiment_validate(), of the parent's experiment too; MODEL_ERROR_RANGE
 * for a fork to another network. Whether the parent gets as far as the fork, only training tells.
 */
gboolean model_recipe_validate (const ModelRecipe *self, GError **error);

/**
 * model_recipe_to_text:
 * A key file: the experiment's groups behind one of kicks, "[run]", where there are any. The seed
 * is always told, even where it is the default. A fork's parent is not in it. Owned by the caller.
 */
char *model_recipe_to_text (const ModelRecipe *self);
/**
 * model_recipe_from_text:
 * @self: (inout): untouched on failure; the fork stays as it is
 *
 * Errors: model_experiment_from_text()'s; MODEL_ERROR_KEY for kicks that are none.
 */
gboolean model_recipe_from_text (ModelRecipe *self, const char *text, GError **error);

G_END_DECLS
