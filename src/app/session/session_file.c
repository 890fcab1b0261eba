/* Sessions and provenances: nothing here looks into the session. */
#include "app/session/session_file.h"

#include "app/session/restored_runs.h"
#include "app/session/session_pins.h"
#include "app/session/session_view.h"

#include <math.h>

static void
get_pins (AppSession *self, StudyCompared *compared)
{
  StudyPins *pins = app_session_get_pins (self);

  compared->n_pins = study_pins_count (pins);
  compared->difference = study_pins_get_difference (pins);
  for (int i = 0; i < compared->n_pins; i++)
    {
      compared->slots[i] = study_pins_get_slot (pins, i);
      compared->pins[i] = *study_pins_get_recipe (pins, i);
    }
}

static void
get_compared (AppSession *self, StudyCompared *compared)
{
  AppOrbits *orbits = app_session_get_orbits (self);
  const ModelSnapshot *ghost = study_compared_runs_get_ghost (app_session_get_compared (self));
  const ModelRecipe *expected = app_restored_runs_get_ghost (self);

  get_pins (self, compared);
  compared->comparison = app_session_get_comparison_mode (self);
  /* A fork shows none. */
  compared->has_ghost =
      (ghost != NULL || expected != NULL) && !app_session_get_recipe (self)->is_fork;
  if (compared->has_ghost && ghost != NULL)
    model_recipe_init_snapshot (&compared->ghost, ghost);
  else if (compared->has_ghost)
    compared->ghost = *expected;
  compared->n_orbits = app_orbits_count (orbits);
  for (int i = 0; i < compared->n_orbits; i++)
    compared->orbits[i] = *app_orbits_get_start (orbits, i);
}

void
app_session_get_provenance (AppSession *self, FigureProvenance *out)
{
  figure_provenance_init (out);
  out->run = *app_session_get_recipe (self);
  get_compared (self, &out->compared);
  out->view.playhead = app_session_is_at_end (self) ? INFINITY : app_session_get_playhead (self);
  app_view_history_get_view (app_session_get_view_history (self), &out->view);
}

/* What is to be trained comes later: app_restored_runs_watch(). */
static void
set_compared (AppSession *self, const StudyCompared *compared)
{
  g_autoptr (StudyPins) pins = study_pins_new ();
  g_autoptr (StudyPinsState) state = NULL;

  for (int i = 0; i < compared->n_pins; i++)
    study_pins_expect (pins, &compared->pins[i], compared->slots[i]);
  study_pins_set_difference (pins, compared->difference);
  state = study_pins_get_state (pins);
  app_session_set_pins_state (self, state);
  app_session_set_ghost (self, NULL);
  app_restored_runs_expect_ghost (self, compared->has_ghost ? &compared->ghost : NULL);
  app_session_set_comparison_mode (self, compared->comparison);
  app_orbits_clear (app_session_get_orbits (self));
  app_orbits_add (app_session_get_orbits (self), compared->orbits, compared->n_orbits);
  app_orbits_select (app_session_get_orbits (self), -1);
}

static void
show (AppSession *self, const FigureProvenance *provenance)
{
  if (provenance->figure[0] != '\0' || !study_compared_is_empty (&provenance->compared))
    set_compared (self, &provenance->compared);
  app_view_history_set_view (app_session_get_view_history (self), &provenance->view);
  app_session_place_playhead (self, provenance->view.playhead);
}

gboolean
app_session_open (AppSession *self, const FigureProvenance *provenance, GError **error)
{
  AppUndo *undo = app_session_get_undo (self);
  gboolean opened;

  app_undo_begin (undo);
  app_session_end_gesture (self);
  opened = app_session_set_recipe (self, &provenance->run, error);
  if (opened)
    show (self, provenance);
  app_undo_end (undo);
  if (!opened)
    return FALSE;
  app_session_show_runs (self);
  app_restored_runs_watch (self);
  return TRUE;
}
