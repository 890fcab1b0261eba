/* Plots of any experiment, as figures: loss, weights, both. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_loss, figure_weights, figure_run;

G_END_DECLS
