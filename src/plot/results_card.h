/* The read-out of the point that is hovered. */
#pragma once

#include "plot/results.h"

G_BEGIN_DECLS

/* A ring at the hovered point, which stands at (x, y), and its values on a card beside it. */
void plot_results_card_draw (cairo_t *cr,
                             const PlotArea *inner,
                             double x,
                             double y,
                             const PlotResults *results,
                             const PlotTheme *theme);

G_END_DECLS
