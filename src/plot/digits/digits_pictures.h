/* Sample images of the three kinds, and first-layer filters. */
#pragma once

#include "digits/state.h"
#include "plot/draw/theme.h"

G_BEGIN_DECLS

/* Three blocks: clean pairs, pairs with a corrupted A, pairs with a corrupted B. */
void plot_digits_samples_draw (cairo_t *cr,
                               const PlotArea *area,
                               const DigitsState *state,
                               const PlotTheme *theme);
/* Filters of A, and of B below: weights from negative to positive; grey is 0. */
void plot_digits_filters_draw (cairo_t *cr,
                               const PlotArea *area,
                               const DigitsState *state,
                               const PlotTheme *theme);

G_END_DECLS
