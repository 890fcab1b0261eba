/* Kicks and forks of a session: nothing here looks into it. */
#include "app/session/session_recipe.h"

#include <math.h>

void
app_session_set_kicks (AppSession *self, const ModelKick *kicks, int n)
{
  ModelRecipe recipe = *app_session_get_recipe (self);

  model_recipe_set_kicks (&recipe, kicks, n);
  app_session_set_recipe (self, &recipe, NULL); /* as valid as before */
}

gboolean
app_session_fork (AppSession *self)
{
  ModelSnapshot *snapshot = app_session_get_snapshot (self);
  ModelRecipe recipe = *app_session_get_recipe (self), parent;
  double epoch;

  if (snapshot == NULL || recipe.is_fork)
    return FALSE;
  epoch = round (app_session_get_playhead (self));
  model_recipe_init_snapshot (&parent, snapshot);
  model_recipe_set_fork (&recipe, &parent,
                         (gint64) CLAMP (epoch, 0, model_snapshot_last_epoch (snapshot)));
  model_recipe_set_kicks (&recipe, NULL, 0);
  app_session_end_gesture (self);
  /* The run on screen may have a network that is no longer the one asked for. */
  if (!app_session_set_recipe (self, &recipe, NULL))
    return FALSE;
  app_session_set_fork_parent (self, snapshot);
  return TRUE;
}

void
app_session_unfork (AppSession *self)
{
  ModelRecipe parent;

  if (!app_session_get_recipe (self)->is_fork)
    return;
  model_recipe_init_parent (&parent, app_session_get_recipe (self));
  app_session_set_recipe (self, &parent, NULL); /* it was validated */
}
