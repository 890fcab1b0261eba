/* What the window remembers from one start to the next. Works without the installed schema too:
 * then nothing is remembered. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Owned by the caller; NULL where the schema is not installed. */
GSettings *app_settings_new (void);

G_END_DECLS
