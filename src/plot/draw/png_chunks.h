/* Adds what Cairo cannot write to a PNG, its resolution and a text, and finds the text again. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * plot_png_chunks_insert:
 * Inserts pHYs and, where text is given, an iTXt chunk "Description" behind the header.
 * @png: a whole PNG file, changed in place
 * @text: (nullable): UTF-8
 *
 * Source: PNG specification, third edition, sections 5 and 11.3.
 */
void plot_png_chunks_insert (GByteArray *png, double dpi, const char *text);

/* The text that plot_png_chunks_insert() has put into a file of n bytes, which may be anybody's;
 * NULL where there is none. Owned by the caller. */
char *plot_png_chunks_find_text (const guint8 *png, gsize n);

G_END_DECLS
