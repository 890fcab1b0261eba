/* Simulation against theory: one point for each random data set, on the diagonal where they agree.
 */
#pragma once

#include "plot/draw/theme.h"
#include "study/sweep_results.h"

G_BEGIN_DECLS

void plot_diagonal_draw (cairo_t *cr,
                         const PlotArea *area,
                         const StudySweepResults *results,
                         const PlotTheme *theme);
/* The point under a place, or -1. */
int plot_diagonal_find (const StudySweepResults *results,
                        const PlotArea *area,
                        double x,
                        double y,
                        const PlotTheme *theme);

G_END_DECLS
