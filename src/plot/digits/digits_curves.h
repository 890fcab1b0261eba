/* Loss and accuracies of a digits run over epochs. */
#pragma once

#include "digits/state.h"
#include "plot/draw/theme.h"

G_BEGIN_DECLS

/* Losses on the images to test on and to train on; the unimodal phase is shaded. */
void plot_digits_loss_draw (cairo_t *cr,
                            const PlotArea *area,
                            const DigitsState *state,
                            const PlotTheme *theme);
/* Accuracy with both images, with A alone, with B alone, and the threshold. */
void plot_digits_accuracy_draw (cairo_t *cr,
                                const PlotArea *area,
                                const DigitsState *state,
                                const PlotTheme *theme);

/**
 * plot_digits_curves_find_row:
 * The row whose epoch is nearest to a place on the time axis, which both plots share.
 * @area, @x: user units
 *
 * Returns: -1 beside the axis, and where there are no rows.
 */
int plot_digits_curves_find_row (const PlotArea *area,
                                 const DigitsState *state,
                                 double x,
                                 const PlotTheme *theme);
/* Over either plot: a line at the row's epoch, dots on the curves, and their values on a card.
 * @row: -1: nothing */
void plot_digits_loss_draw_hover (
    cairo_t *cr, const PlotArea *area, const DigitsState *state, int row, const PlotTheme *theme);
void plot_digits_accuracy_draw_hover (
    cairo_t *cr, const PlotArea *area, const DigitsState *state, int row, const PlotTheme *theme);

G_END_DECLS
