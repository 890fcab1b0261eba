/* The text of a sweep in one form: groups, lines `key = value`, no comments. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Groups and keys in the order of the file. Owned by the caller. */
char *run_sweep_text_format (GKeyFile *file);
/* The same text with a value of its own for a key, in its place or at the end of its group. Valid:
 * the text is a key file. Owned by the caller. */
char *run_sweep_text_set (const char *text, const char *group, const char *key, const char *value);

/* A line of text somebody has written, with a value for a key: in its place, or at the end of its
 * group, which comes first where there is none. All else, comments too, stays. @value: NULL:
 * without the line. Owned by the caller. */
char *run_sweep_text_edit (const char *text, const char *group, const char *key, const char *value);
/* The value as it stands there, up to a comment; NULL where there is none. Owned by the caller. */
char *run_sweep_text_find (const char *text, const char *group, const char *key);

G_END_DECLS
