/* How long something takes, in words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "3 s", "2 min 10 s", "2 h", "1 h 5 min", "3 days", "years"; owned by the caller. */
char *run_duration_format (double seconds);

G_END_DECLS
