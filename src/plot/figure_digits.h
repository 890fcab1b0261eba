/* Figures 7, 13, 14 and table 1: noisy digits, drawn here, in networks small enough to wait for. */
#pragma once

#include "digits/plan.h"
#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_digits_mlp;
extern const PlotFigure plot_figure_digits_samples;
extern const PlotFigure plot_figure_digits_cnn;
extern const PlotFigure plot_figure_digits_table;

/* Whether a state has what the figure is about, to its end: late fusion, of 7 and 14. */
gboolean plot_figure_is_shown_by_digits (const PlotFigure *self, const DigitsState *state);
/* What such a figure is made of: of 7 and 14 late fusion, the second of its runs. FALSE for all
 * other figures. */
gboolean plot_figure_get_digits (const PlotFigure *self, DigitsPlan *plan);

G_END_DECLS
