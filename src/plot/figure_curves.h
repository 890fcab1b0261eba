/* Figures 2a and 2b: loss and total weights over epochs. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_curves_early;
extern const PlotFigure plot_figure_curves_late;

G_END_DECLS
