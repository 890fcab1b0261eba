/* Figures 3a, 3b, 4a, 4b and 8: what the unimodal phase does to weights and loss. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_over, plot_figure_under;          /* 3a, 3b */
extern const PlotFigure plot_figure_superficial, plot_figure_fitting; /* 4a, 4b */
extern const PlotFigure plot_figure_collinear;                        /* 8 */

G_END_DECLS
