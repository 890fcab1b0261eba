/* The network of the session's experiment as a diagram. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_NETWORK_VIEW (app_network_view_get_type ())
G_DECLARE_FINAL_TYPE (AppNetworkView, app_network_view, APP, NETWORK_VIEW, GtkWidget)

/* To be called once. */
void app_network_view_set_session (AppNetworkView *self, AppSession *session);

G_END_DECLS
