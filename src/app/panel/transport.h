/* The window's actions for playing a run and moving the playhead. */
#pragma once

#include "app/session/session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Adds play, speed, faster, slower, go-start, go-end, step, stride, stop, slow-down to a window's
 * actions; the states of play and speed follow the session. */
void app_transport_add_actions (GActionMap *window, AppSession *session);

G_END_DECLS
