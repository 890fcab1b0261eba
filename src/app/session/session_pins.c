/* Pins of a session: nothing here looks into it. */
#include "app/session/session_pins.h"

gboolean
app_session_pin (AppSession *self)
{
  ModelSnapshot *snapshot = app_session_get_snapshot (self);

  if (snapshot == NULL || !study_pins_add (app_session_get_pins (self), snapshot))
    return FALSE;
  app_session_show_runs (self);
  return TRUE;
}

void
app_session_unpin (AppSession *self, int i)
{
  StudyPins *pins = app_session_get_pins (self);

  if (i < 0 || i >= study_pins_count (pins))
    return;
  study_pins_remove (pins, i);
  app_session_show_runs (self);
}

void
app_session_show_difference (AppSession *self, int i)
{
  study_pins_set_difference (app_session_get_pins (self), i);
  app_session_show_runs (self);
}

void
app_session_set_pins_state (AppSession *self, StudyPinsState *state)
{
  study_pins_set_state (app_session_get_pins (self), state);
  app_session_show_runs (self);
}
