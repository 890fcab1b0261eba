/* Figure 4c: the regions of modality preference. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_preference;

G_END_DECLS
