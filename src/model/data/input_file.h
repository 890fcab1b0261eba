/* Files to read: the one way by which anything from outside is opened. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * model_input_file_open:
 * Opens a regular file of at most so many bytes; never waits, as a pipe or a device would make it.
 * @most: bytes
 *
 * Returns: a descriptor to be closed, or -1. Errors: G_FILE_ERROR, naming the file: a folder, a
 * device or a pipe, larger than that (says how large it may be), or what the system says.
 */
int model_input_file_open (const char *path, gsize most, GError **error);

/**
 * model_input_file_read:
 * The whole content, with a zero byte behind it that n does not count; owned by the caller. A file
 * that grows while it is read, or tells no size, is held to the same limit.
 */
char *model_input_file_read (const char *path, gsize most, gsize *n, GError **error);

/* The first bytes of a file of any size, as many as there are. */
char *model_input_file_read_start (const char *path, gsize most, gsize *n, GError **error);

/* The whole content of a text: valid UTF-8 without zero bytes. A byte-order mark and the carriage
 * returns of other systems are left out. Errors: also G_FILE_ERROR_INVAL. */
char *model_input_file_read_text (const char *path, gsize most, GError **error);

/* From now on it is known which files were read; to be called once, before the first. For programs
 * that read few files and end. */
void model_input_file_remember (void);
/* Whether it was, by whatever name: a link, another path. FALSE where there is no file. */
gboolean model_input_file_was_read (const char *path);

G_END_DECLS
