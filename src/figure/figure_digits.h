/* Figures of noisy digits, drawn here: 7, 13, 14 and table 1 in networks small enough to wait for;
 * and those of any digits run, "digits", "digits-samples", "digits-filters", "digits-table", each
 * made from what the page shows, or from the text that its files carry. */
#pragma once

#include "digits/plan.h"
#include "figure/figure.h"

G_BEGIN_DECLS

/* What a figure of the paper is made of: of 7 and 14 late fusion, the second of its runs. FALSE for
 * all other figures. */
gboolean figure_get_digits (const Figure *self, DigitsPlan *plan);
/* Whether a state has what such a figure is about, to its end: late fusion, of 7 and 14. */
gboolean figure_is_shown_by_digits (const Figure *self, const DigitsState *state);

/* The figures of any digits run; NULL from FIGURE_DIGITS_RUNS on. */
#define FIGURE_DIGITS_RUNS 4
const Figure *figure_digits_run_at (int i);
/* Whether a state has what such a figure shows. */
gboolean figure_digits_run_is_in (const Figure *self, const DigitsState *state);
/* The figure of a state that is there already, as far as it has come; a reference is taken. Valid:
 * it has what the figure shows. */
FigureData *figure_data_new_digits (const Figure *figure, DigitsState *state);

/* The text of a figure of digits, from which it can be made again; NULL for all others. Owned by
 * the caller. */
char *figure_data_dup_digits (const FigureData *data);

G_END_DECLS
