/* Figures of any digits run: "digits", loss and accuracies as in figure 7; "digits-samples",
 * "digits-filters", "digits-table". They are not in the registry's list: each is made from what the
 * page shows, or from the text that its files carry. */
#pragma once

#include "digits/plan.h"
#include "plot/figure.h"

G_BEGIN_DECLS

extern const PlotFigure plot_figure_digits_run;
extern const PlotFigure plot_figure_digits_pairs;
extern const PlotFigure plot_figure_digits_filters;
extern const PlotFigure plot_figure_digits_ratios;

#define PLOT_FIGURE_DIGITS_RUNS 4
/* All of them; NULL from PLOT_FIGURE_DIGITS_RUNS on. */
const PlotFigure *plot_figure_digits_run_at (int i);

/* Whether a state has what the figure shows. */
gboolean plot_figure_digits_run_is_in (const PlotFigure *self, const DigitsState *state);
/* The figure of a state that is there already, as far as it has come; a reference is taken. Valid:
 * it has what the figure shows. */
PlotFigureData *plot_figure_data_new_digits (const PlotFigure *figure, DigitsState *state);
/* The text of a figure of digits, those of the registry too, from which it can be made again; NULL
 * for all others. Owned by the caller. */
char *plot_figure_data_dup_digits (const PlotFigureData *data);

G_END_DECLS
