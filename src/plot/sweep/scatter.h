/* A sweep over one axis: points with error bars over theory's lines. */
#pragma once

#include "plot/draw/theme.h"
#include "study/sweep_results.h"

G_BEGIN_DECLS

void plot_scatter_draw (cairo_t *cr,
                        const PlotArea *area,
                        const StudySweepResults *results,
                        const PlotTheme *theme);
/* The point under a place, or -1. */
int plot_scatter_find (cairo_t *cr,
                       const StudySweepResults *results,
                       const PlotArea *area,
                       double x,
                       double y,
                       const PlotTheme *theme);

G_END_DECLS
