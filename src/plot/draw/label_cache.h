/* Text layouts that are made once and drawn often. */
#pragma once

#include "plot/draw/theme.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * plot_label_cache_get:
 * The layout of a label for a target and its present transformation: owned by the caller, shared
 * with others, so not to be changed. As plot_label_layout() makes it, in unhinted and unrounded
 * fonts.
 */
PangoLayout *plot_label_cache_get (
    cairo_t *cr, const char *markup, double size, gboolean bold, const PlotTheme *theme);

G_END_DECLS
