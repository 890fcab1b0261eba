/* The window's actions for comparing runs. */
#pragma once

#include "app/session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Adds race and seeds (toggles) to a window's actions; they follow the session. */
void app_compare_add_actions (GActionMap *window, AppSession *session);

G_END_DECLS
