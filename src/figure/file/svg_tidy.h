/* Makes of an SVG that Cairo wrote one that people and programs read: shorter, in named groups. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * figure_svg_tidy_group:
 * Puts <g id= inkscape:label=> in the place of the marks of plot/draw/group.h. A group that is not
 * whole, as its ends lie in different elements, is left out, and no mark stays.
 * Returns: owned by the caller.
 */
char *figure_svg_tidy_group (const char *svg, GPtrArray *names);
/* Coordinates to a hundredth of a point, colours as #rrggbb, and nothing of what is so anyhow;
 * owned by the caller. */
char *figure_svg_tidy_shorten (const char *svg);

G_END_DECLS
