/* Key files out of foreign hands: the one reader of every text with groups and `key = value`. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

#define MODEL_KEY_FILE_MAX_BYTES (16 << 20) /* a given covariance of 1000 inputs has room */
#define MODEL_KEY_FILE_MAX_KEYS 1000        /* ten times as many as there are */
/* What some programs begin a text with. */
#define MODEL_BYTE_ORDER_MARK "\xef\xbb\xbf"

/**
 * model_key_file_parse:
 * GKeyFile takes the last of two equal keys, lists both, and drops those with a language in
 * brackets: here nothing is taken but what is all told by its groups and keys. A byte-order mark
 * and CR LF are passed over; a text of no bytes has no groups.
 *
 * Owned by the caller. Errors: MODEL_ERROR_KEY, naming the line and never quoting what stands
 * there but a key: more than MODEL_KEY_FILE_MAX_BYTES or MODEL_KEY_FILE_MAX_KEYS, no UTF-8, a zero
 * byte, a line that is none of a key file, a group or a key given twice.
 */
GKeyFile *model_key_file_parse (const char *text, gsize length, GError **error);

/**
 * model_key_file_dup_string:
 * A value with its escapes resolved. g_key_file_get_string() gives something back where one is
 * wrong, and sets an error upon an error where two are.
 *
 * Owned by the caller. Errors: MODEL_ERROR_KEY: no such key, or an escape that is none.
 */
char *
model_key_file_dup_string (GKeyFile *file, const char *group, const char *key, GError **error);

G_END_DECLS
