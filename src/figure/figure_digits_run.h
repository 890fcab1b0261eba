/* Figures of any digits run: "digits", loss and accuracies as in figure 7; "digits-samples",
 * "digits-filters", "digits-table". They are not in the registry's list: each is made from what the
 * page shows, or from the text that its files carry. */
#pragma once

#include "digits/plan.h"
#include "figure/figure.h"

G_BEGIN_DECLS

#define FIGURE_DIGITS_RUNS 4
/* All of them; NULL from FIGURE_DIGITS_RUNS on. */
const Figure *figure_digits_run_at (int i);

/* Whether a state has what the figure shows. */
gboolean figure_digits_run_is_in (const Figure *self, const DigitsState *state);
/* The figure of a state that is there already, as far as it has come; a reference is taken. Valid:
 * it has what the figure shows. */
FigureData *figure_data_new_digits (const Figure *figure, DigitsState *state);
/* The text of a figure of digits, those of the registry too, from which it can be made again; NULL
 * for all others. Owned by the caller. */
char *figure_data_dup_digits (const FigureData *data);

G_END_DECLS
