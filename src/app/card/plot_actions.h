/* The window's actions for scales and zoom of plots. */
#pragma once

#include "app/session/session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Adds log-loss, time, next-time, zoom, zoom-back, zoom-reset to a window. */
void app_plot_actions_add (GActionMap *window, AppSession *session);

G_END_DECLS
