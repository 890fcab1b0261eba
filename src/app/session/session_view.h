/* Moving about in a session's run: by steps, by zooming. */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

gboolean app_session_is_at_end (AppSession *self);
/* To the next whole epoch, or by a fraction of the run. */
void app_session_step (AppSession *self, int epochs, double fraction);
/* Zooms or pans the time axis as it is on screen; see app_view_history_zoom(),
 * app_view_history_pan(). */
void app_session_zoom (AppSession *self, double fraction, double factor);
void app_session_pan (AppSession *self, double by);

G_END_DECLS
