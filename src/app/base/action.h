/* A window's actions by their names. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Nothing where there is no such action: whoever adds it may not have done so yet. */
void app_action_set_state (GActionMap *window, const char *name, GVariant *state);
void app_action_set_enabled (GActionMap *window, const char *name, gboolean enabled);

G_END_DECLS
