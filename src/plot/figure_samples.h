/* Figures of runs that moments do not determine. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_generalisation; /* 5 */
extern const PlotFigure plot_figure_logistic;       /* 9 */
extern const PlotFigure plot_figure_relu;           /* 11 */
extern const PlotFigure plot_figure_xor;            /* 12 */

G_END_DECLS
