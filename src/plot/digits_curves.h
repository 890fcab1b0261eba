/* Loss and accuracies of a digits run over epochs. */
#pragma once

#include "digits/state.h"
#include "plot/theme.h"

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

G_END_DECLS
