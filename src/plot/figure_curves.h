/* Figures 2a, 2b, and what figures of curves over epochs have in common. */
#pragma once

#include "plot/company.h"
#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_curves_early, plot_figure_curves_late;

/* The paper's two-layer network and data: variances 4 and 1, rho 0, plain initialisation 1e-9. */
void plot_figure_configure_two_layers (ModelExperiment *experiment, int fusion, int epochs);
/* Run i of a figure, as its view and its company have it. */
void plot_figure_init_group (PlotGroup *group, const PlotFigureData *data, int i);
/* Loss and weights: one above the other in a column, side by side across a page. */
void plot_figure_draw_curves (cairo_t *cr,
                              const PlotArea *area,
                              const PlotRun *run,
                              const PlotTheme *theme);

G_END_DECLS
