/* The window's actions for comparing runs. */
#pragma once

#include "app/session/session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Adds race, seeds, fork, pin, unpin, unpin-last, difference, next-difference to a window's
 * actions; their states follow the session. */
void app_compare_add_actions (GActionMap *window, AppSession *session);

G_END_DECLS
