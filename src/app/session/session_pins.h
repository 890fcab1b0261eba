/* Pinning runs of a session, and taking them off. */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

/* Keeps the run on screen as a pin. FALSE without a run, and beyond STUDY_PINS_MAX. */
gboolean app_session_pin (AppSession *self);
/* Nothing where there is no such pin. */
void app_session_unpin (AppSession *self, int i);
/* Plots show the run minus a pin; any number that is none: the run itself. */
void app_session_show_difference (AppSession *self, int i);
/* All pins at once. */
void app_session_set_pins_state (AppSession *self, StudyPinsState *state);

G_END_DECLS
