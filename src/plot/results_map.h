/* A sweep over two axes: one coloured cell for each point; what is not computed yet stays empty. */
#pragma once

#include "plot/results.h"

G_BEGIN_DECLS

void plot_results_map_draw (cairo_t *cr,
                            const PlotArea *area,
                            const PlotResults *results,
                            const PlotTheme *theme);
/* The point under a place, or -1. */
int plot_results_map_find (
    const PlotResults *results, const PlotArea *area, double x, double y, const PlotTheme *theme);

G_END_DECLS
