/* Figures 7, 13, 14 and table 1: noisy digits, drawn here, in networks small enough to wait for. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_digits_mlp;
extern const PlotFigure plot_figure_digits_samples;
extern const PlotFigure plot_figure_digits_cnn;
extern const PlotFigure plot_figure_digits_table;

G_END_DECLS
