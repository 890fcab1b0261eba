/* Figure 12: ReLU networks learn a linear modality and XOR. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_xor;

G_END_DECLS
