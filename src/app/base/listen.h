/* Signals that somebody listens to for as long as he lives. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Calls `changed (listener, ...)`. @listener: an object */
void app_listen (gpointer object, const char *signal, GCallback changed, gpointer listener);
/* The same for what is no object, but belongs to one. */
void app_listen_for (
    gpointer object, const char *signal, GCallback changed, gpointer listener, gpointer owner);

G_END_DECLS
