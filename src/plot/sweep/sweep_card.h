/* The values of the point that is hovered. */
#pragma once

#include "plot/draw/theme.h"
#include "study/sweep_results.h"

G_BEGIN_DECLS

/* A ring at the hovered point, which stands at (x, y), and its values on a card beside it. */
void plot_sweep_card_draw (cairo_t *cr,
                           const PlotArea *inner,
                           double x,
                           double y,
                           const StudySweepResults *results,
                           const PlotTheme *theme);

G_END_DECLS
