/* Figures 3a, 3b, 4a, 4b and 8: what the unimodal phase does to weights and loss. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_over, figure_under;          /* 3a, 3b */
extern const Figure figure_superficial, figure_fitting; /* 4a, 4b */
extern const Figure figure_collinear;                   /* 8 */

G_END_DECLS
