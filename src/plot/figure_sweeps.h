/* The figures that are sweeps: 3c, 3d, 3 of random data, 6b, 6c, 6d, the one of 9; and any other
 * sweep, whose figure is named "sweep" and is not in the registry's list. */
#pragma once

#include "plot/figure.h"
#include "plot/results.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_correlation, plot_figure_credit, plot_figure_random,
    plot_figure_fusion_correlation, plot_figure_fusion_spread, plot_figure_fusion_scale,
    plot_figure_logistic_sweep, plot_figure_sweep;

/* The sweep of such a figure, a name of run/sweep_files.h, and what is drawn of it; NULL for all
 * other figures. */
const char *plot_figure_get_sweep (const PlotFigure *self, RunSweepMeasure *measure);
/* Whether results are all that such a figure's sweep has, theory's lines too, of what it draws. */
gboolean plot_figure_is_shown_by_sweep (const PlotFigure *self, const PlotResults *results);
/* The figure "sweep" of results that are there already: a copy, with theory's lines. */
PlotFigureData *plot_figure_data_new_sweep (const PlotResults *results);
/* The text of a figure "sweep", from which it can be made again; NULL for all others. Owned by the
 * caller. */
char *plot_figure_data_dup_sweep (const PlotFigureData *data);

G_END_DECLS
