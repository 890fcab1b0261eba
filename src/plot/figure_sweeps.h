/* The figures that are sweeps: 3c, 3d, 3 of random data, 6b, 6c, 6d, and the one of 9. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_correlation, plot_figure_credit, plot_figure_random,
    plot_figure_fusion_correlation, plot_figure_fusion_spread, plot_figure_fusion_scale,
    plot_figure_logistic_sweep;

G_END_DECLS
