/* Loss and weights over epochs: what figures of curves have in common. */
#pragma once

#include "figure/figure_entry.h"

G_BEGIN_DECLS

/* The paper's two-layer network and data: variances 4 and 1, rho 0, plain initialisation 1e-9. */
void figure_configure_two_layers (ModelExperiment *experiment, int fusion, int epochs);
/* Loss and weights: one above the other in a column, side by side across a page. */
void
figure_draw_curves (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme);

G_END_DECLS
