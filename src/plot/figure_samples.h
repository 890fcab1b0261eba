/* Figures of runs that moments do not determine. */
#pragma once

#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_generalisation; /* 5 */
extern const PlotFigure plot_figure_logistic;       /* 9 */
extern const PlotFigure plot_figure_relu;           /* 11 */

/* "Early fusion" or "Late fusion", translated. */
const char *plot_figure_get_fusion_name (const PlotFigureData *data, int run);
/* A write_csv: the histories of all runs, with their generalisation errors. */
void plot_figure_write_runs (const PlotFigureData *data, GString *out);

G_END_DECLS
