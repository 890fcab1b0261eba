/* Names for what is drawn together: "axes", "curve", "legend". Files that have groups keep them;
 * elsewhere they are nothing. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* What is drawn until the matching end is a group of that name; groups may lie within each other.
 * They are kept where no clip has been set between both that is still there at one of them. @name:
 * of letters, digits and hyphens */
void plot_group_begin (cairo_t *cr, const char *name);
void plot_group_end (cairo_t *cr);

/* From now on this thread draws a mark at each begin and end, which whoever writes the file takes
 * out again. */
void plot_group_collect_begin (void);
/* Returns: the names of the marks; owned by the caller. */
GPtrArray *plot_group_collect_end (void);

/* A mark: a square of that size with its corner that far from the page's; the number of the name is
 * 256 red + green, of 255, and blue is 1 at the begin. */
#define PLOT_GROUP_MARK_SIZE 0.015625

G_END_DECLS
