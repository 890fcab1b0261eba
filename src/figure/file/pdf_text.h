/* The subject of a PDF document, where provenance is kept: one line, as archives want it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text of several lines as one of ASCII, "%0A" for each end of a line; owned by the caller. */
char *figure_pdf_text_to_line (const char *text);
/**
 * figure_pdf_text_find:
 * The subject of a document, in a string of any kind that programs write: literal or hexadecimal,
 * in ASCII or UTF-16, in an object of its own, or packed in a stream of objects (deflated). What
 * was one line is several again.
 *
 * Returns: (nullable): owned by the caller; NULL where there is none.
 */
char *figure_pdf_text_find (const char *bytes, gsize n);

G_END_DECLS
