/* A sweep over two axes: one coloured cell for each point; what is not computed yet stays empty. */
#pragma once

#include "plot/draw/theme.h"
#include "study/sweep_results.h"

G_BEGIN_DECLS

void plot_sweep_heatmap_draw (cairo_t *cr,
                              const PlotArea *area,
                              const StudySweepResults *results,
                              const PlotTheme *theme);
/* The point under a place, or -1. */
int plot_sweep_heatmap_find (const StudySweepResults *results,
                             const PlotArea *area,
                             double x,
                             double y,
                             const PlotTheme *theme);

G_END_DECLS
