/* Texts of other people: packed or not, in whatever encoding. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MODEL_TEXT_MAX_BYTES ((gsize) 512 << 20) /* of a text, unpacked */

/**
 * model_text_file_read:
 * A file's text as UTF-8, without its mark: gzip is unpacked; UTF-16 is known by its mark; what is
 * no UTF-8 is taken for Latin-1 (Windows-1252).
 * @cancel: (nullable): read atomically while it is unpacked
 * @encoding: (out) (nullable): "UTF-8", "UTF-16", "Latin-1"
 *
 * Returns: a text with a zero byte behind its n bytes, none in it; owned by the caller.
 * Errors, each with the file's name: those of model_input_file_read(); MODEL_ERROR_KEY: no text,
 * naming the line, or a spreadsheet's own format; MODEL_ERROR_MEMORY: more than
 * MODEL_TEXT_MAX_BYTES; MODEL_ERROR_CANCELLED.
 */
char *model_text_file_read (
    const char *path, const int *cancel, const char **encoding, gsize *n, GError **error);

G_END_DECLS
