/* The text of a sweep in one form: groups, lines `key = value`, no comments. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Groups and keys in the order of the file. Owned by the caller. */
char *run_sweep_text_format (GKeyFile *file);
/* The same text with a value of its own for a key, in its place or at the end of its group. Valid:
 * the text is a key file. Owned by the caller. */
char *run_sweep_text_set (const char *text, const char *group, const char *key, const char *value);

G_END_DECLS
