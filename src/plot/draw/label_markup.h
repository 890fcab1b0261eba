/* The markup of plot/draw/label.h, turned into text with Pango attributes, and into speech. */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* @size: of upright text, as in the layout. All (out) are owned by the caller; text that is not
 * UTF-8 is left out. */
void plot_label_markup_parse (
    const char *markup, double size, char **text, char **spoken, PangoAttrList **attributes);

/* See plot_label_name(). */
char *plot_label_markup_name (const char *markup, const char *const names[2]);

G_END_DECLS
