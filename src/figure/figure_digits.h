/* Figures 7, 13, 14 and table 1: noisy digits, drawn here, in networks small enough to wait for. */
#pragma once

#include "digits/plan.h"
#include "figure/figure.h"

G_BEGIN_DECLS

/* Whether a state has what the figure is about, to its end: late fusion, of 7 and 14. */
gboolean figure_is_shown_by_digits (const Figure *self, const DigitsState *state);
/* What such a figure is made of: of 7 and 14 late fusion, the second of its runs. FALSE for all
 * other figures. */
gboolean figure_get_digits (const Figure *self, DigitsPlan *plan);

G_END_DECLS
