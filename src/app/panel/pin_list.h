/* The pinned runs in the sidebar: line, what sets it apart, difference, remove. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PIN_LIST (app_pin_list_get_type ())
G_DECLARE_FINAL_TYPE (AppPinList, app_pin_list, APP, PIN_LIST, GtkBox)

/* To be called once. The buttons use the window's actions. */
void app_pin_list_set_session (AppPinList *self, AppSession *session);

G_END_DECLS
