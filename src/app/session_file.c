/* Sessions and provenances: nothing here looks into the session. */
#include "app/session_file.h"

#include "app/revival.h"
#include "app/session_pins.h"
#include "app/session_view.h"

#include <math.h>

static void
get_pins (AppSession *self, PlotBeside *beside)
{
  PlotPins *pins = app_session_get_pins (self);

  beside->n_pins = plot_pins_count (pins);
  beside->difference = plot_pins_get_difference (pins);
  for (int i = 0; i < beside->n_pins; i++)
    {
      beside->slots[i] = plot_pins_get_slot (pins, i);
      model_recipe_init_snapshot (&beside->pins[i], plot_pins_get (pins, i));
    }
}

static void
get_fork (AppSession *self, PlotBeside *beside)
{
  const PlotBranch *branch = app_session_get_branch (self);
  const ModelKick *kicks;
  int n;

  if (branch == NULL)
    return;
  kicks = plot_branch_get_kicks (branch, &n);
  beside->has_trunk = TRUE;
  beside->trunk.experiment = plot_branch_get_fork (branch)->experiment;
  model_recipe_set_kicks (&beside->trunk, kicks, n);
  beside->fork = plot_branch_get_fork (branch)->epoch;
}

static void
get_beside (AppSession *self, PlotBeside *beside)
{
  AppOrbits *orbits = app_session_get_orbits (self);
  const ModelSnapshot *ghost = app_session_get_ghost (self);

  get_pins (self, beside);
  get_fork (self, beside);
  beside->comparison = app_session_get_comparison_mode (self);
  /* A fork shows none. */
  beside->has_ghost = ghost != NULL && !beside->has_trunk;
  if (beside->has_ghost)
    model_recipe_init_snapshot (&beside->ghost, ghost);
  beside->n_orbits = app_orbits_count (orbits);
  for (int i = 0; i < beside->n_orbits; i++)
    beside->orbits[i] = *app_orbits_get_start (orbits, i);
}

void
app_session_get_provenance (AppSession *self, PlotProvenance *out)
{
  const ModelKick *kicks;
  int n;

  plot_provenance_init (out);
  out->run.experiment = *app_session_get_experiment (self);
  kicks = app_session_get_kicks (self, &n);
  model_recipe_set_kicks (&out->run, kicks, n);
  get_beside (self, &out->beside);
  out->view.playhead = app_session_is_at_end (self) ? INFINITY : app_session_get_playhead (self);
  app_viewing_get_view (app_session_get_viewing (self), &out->view);
}

/* What needs no training. */
static void
set_beside (AppSession *self, const PlotBeside *beside)
{
  g_autoptr (PlotPins) none = plot_pins_new ();
  g_autoptr (PlotPinsState) state = plot_pins_get_state (none);

  app_session_set_pins_state (self, state);
  app_session_set_ghost (self, NULL);
  app_session_set_comparison_mode (self, beside->comparison);
  app_orbits_clear (app_session_get_orbits (self));
  app_orbits_add (app_session_get_orbits (self), beside->orbits, beside->n_orbits);
  app_orbits_select (app_session_get_orbits (self), -1);
}

gboolean
app_session_open (AppSession *self, const PlotProvenance *provenance, GError **error)
{
  const PlotBeside *beside = &provenance->beside;
  const ModelRecipe *first = beside->has_trunk ? &beside->trunk : &provenance->run;

  if (!model_experiment_validate (&provenance->run.experiment, error) ||
      !model_experiment_validate (&first->experiment, error))
    return FALSE;
  app_undo_begin (app_session_get_undo (self));
  app_session_unfork (self);
  app_session_end_gesture (self);
  app_session_set_experiment (self, &first->experiment, NULL);
  app_session_end_gesture (self);
  if (first->n_kicks > 0)
    app_session_set_kicks (self, first->kicks, first->n_kicks);
  if (provenance->figure[0] != '\0' || !plot_beside_is_empty (beside))
    set_beside (self, beside);
  app_viewing_set_view (app_session_get_viewing (self), &provenance->view);
  app_session_place_playhead (self, provenance->view.playhead);
  app_undo_end (app_session_get_undo (self));
  app_session_show_runs (self);
  app_revival_start (self, provenance);
  return TRUE;
}
