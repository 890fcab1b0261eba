/* Where results go: standard output, or a file that appears whole or not at all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a file can be written: asked once all is read, and before a long computation. One that
 * was read is refused: it is the user's; so is a name of what is packed. NULL and "-" are standard
 * output. */
gboolean cli_output_check (const char *path, GError **error);
/* Writes to path, or to standard output where it is NULL or "-". Errors: G_FILE_ERROR. */
gboolean cli_output_write (const char *path, const char *text, GError **error);

G_END_DECLS
