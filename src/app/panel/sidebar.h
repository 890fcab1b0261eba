/* The sidebar: every parameter of the experiment in three groups, the rarer ones folded away. */
#pragma once

#include "app/panel/parameter_row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_SIDEBAR (app_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AppSidebar, app_sidebar, APP, SIDEBAR, GtkBox)

/* To be called once. */
void app_sidebar_set_session (AppSidebar *self, AppSession *session);
/* The row of a parameter, whether it is unfolded or not. */
AppParameterRow *app_sidebar_get_row (AppSidebar *self, int parameter);

G_END_DECLS
