/* Figures 2c and 2d, portraits of deep networks, of any experiment, and the map of what is first.
 */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_portrait_early;  /* 2c */
extern const PlotFigure plot_figure_portrait_late;   /* 2d */
extern const PlotFigure plot_figure_portrait_deep_1; /* portrait-1: depth 4, fusion layer 1 */
extern const PlotFigure plot_figure_portrait_deep_2;
extern const PlotFigure plot_figure_portrait_deep_3;
extern const PlotFigure plot_figure_portrait_deep_4;
extern const PlotFigure plot_figure_portrait; /* of any experiment */
extern const PlotFigure plot_figure_surface;  /* the loss over the plane, of any experiment */
extern const PlotFigure plot_figure_first;    /* of any experiment */

G_END_DECLS
