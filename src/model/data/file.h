/* Writing results: a file appears whole, under its name, or not at all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * model_file_replace:
 * Writes a draft beside the file, which then takes its place, and its permissions; of a link,
 * beside what it leads to. What is not a regular file (a pipe, a terminal, /dev/null) is written to
 * as it stands. Errors: G_FILE_ERROR, naming the file; nothing is then left behind.
 */
gboolean model_file_replace (const char *path, const char *data, gssize length, GError **error);

/**
 * model_file_check_writable:
 * Whether model_file_replace() could succeed: asked before a long computation, not after it. Drafts
 * that killed ones have left there are removed.
 */
gboolean model_file_check_writable (const char *path, GError **error);

G_END_DECLS
