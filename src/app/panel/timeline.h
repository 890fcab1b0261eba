/* Below the plots: play, pause, step, the phases of the run with the playhead, speed; and one line
 * about a run that takes long, or that did not end well. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_TIMELINE (app_timeline_get_type ())
G_DECLARE_FINAL_TYPE (AppTimeline, app_timeline, APP, TIMELINE, GtkBox)

/* To be called once. The buttons use the window's actions. */
void app_timeline_set_session (AppTimeline *self, AppSession *session);
/* Gives the play button the focus of the window that the timeline is in. */
void app_timeline_focus (AppTimeline *self);
/* The line about the run, or NULL if there is nothing to say. */
const char *app_timeline_get_message (AppTimeline *self);

G_END_DECLS
