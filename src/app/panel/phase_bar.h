/* The run as one bar: what has been learned when, and the playhead as a handle to drag. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PHASE_BAR (app_phase_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppPhaseBar, app_phase_bar, APP, PHASE_BAR, GtkRange)

/* To be called once. */
void app_phase_bar_set_session (AppPhaseBar *self, AppSession *session);

G_END_DECLS
