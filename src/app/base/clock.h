/* The time by which the window tells one gesture from the next, and waits: the machine's, or one
 * that stands still until it is moved, so that tests need not wait. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Microseconds that only grow. */
gint64 app_clock_now (void);
/* Calls the function once, from the main loop, when that time has passed. Returns the source's id,
 * for g_source_remove(). */
guint app_clock_call_later (guint milliseconds, GSourceOnceFunc func, gpointer data);

/* From now on the time stands still at this one, and moves by app_clock_advance() alone: what is
 * due then is called when the main loop is next iterated. */
void app_clock_set (gint64 now);
/* Valid: after app_clock_set(). */
void app_clock_advance (gint64 microseconds);

G_END_DECLS
