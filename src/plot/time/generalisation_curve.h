/* The generalisation error in the loss plot: its curve, its minima, and the best that one modality
 * alone could reach. For runs that have one; nothing is drawn for others. */
#pragma once

#include "plot/time/timeplot.h"

G_BEGIN_DECLS

PlotColor plot_generalisation_curve_get_color (const PlotTheme *theme);
/* Enlarges a range of drawn values by those of the error and of its level. */
void plot_generalisation_curve_include (const StudyRun *run, double *least, double *greatest);
/* The level E_g^uni and the curve. */
void plot_generalisation_curve_draw (const PlotTimeplot *self);
/* Names, and dots at the minima t_1, t_2: what lies over all curves.
 * @taken: n boxes that are not to be written over */
void plot_generalisation_curve_draw_names (const PlotTimeplot *self, const PlotArea *taken, int n);

G_END_DECLS
