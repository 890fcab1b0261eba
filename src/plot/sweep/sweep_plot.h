/* The results of a sweep as a picture: points over theory's lines, a heat map, or simulation
 * against theory; it fills while the sweep runs. */
#pragma once

#include "plot/draw/theme.h"
#include "study/sweep_results.h"

G_BEGIN_DECLS

/* A PlotDrawFunc: data is a StudySweepResults. */
void plot_sweep_draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme);
/* The point drawn nearest to a place, or -1 where none is near. */
int plot_sweep_find (cairo_t *cr,
                     const StudySweepResults *self,
                     const PlotArea *area,
                     double x,
                     double y,
                     const PlotTheme *theme);

G_END_DECLS
