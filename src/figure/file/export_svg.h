/* What an SVG has beside what Cairo writes: text as text, a title, provenance, and names that do
 * not depend on what was drawn before. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The labels of this thread are collected instead of drawn, as <text> elements in points, until
 * figure_svg_collect_end(). */
void figure_svg_collect_begin (GString *elements);
void figure_svg_collect_end (void);
/**
 * figure_svg_complete:
 * @svg: (inout): what Cairo wrote
 * @groups: names of the groups whose marks are in it
 * @title: (nullable): of the document
 * @caption: (nullable): its description in words
 * @description: (nullable): kept as <metadata>
 * @labels: (nullable): elements that were collected; they come last, in a group of that name
 */
void figure_svg_complete (GByteArray *svg,
                          GPtrArray *groups,
                          const char *title,
                          const char *caption,
                          const char *description,
                          const char *labels);

G_END_DECLS
