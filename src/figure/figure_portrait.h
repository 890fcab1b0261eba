/* Figures 2c and 2d, portraits of deep networks, of any experiment, and the map of what is first.
 */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_portrait_early;  /* 2c */
extern const Figure figure_portrait_late;   /* 2d */
extern const Figure figure_portrait_deep_1; /* portrait-1: depth 4, fusion layer 1 */
extern const Figure figure_portrait_deep_2;
extern const Figure figure_portrait_deep_3;
extern const Figure figure_portrait_deep_4;
extern const Figure figure_portrait; /* of any experiment */
extern const Figure figure_surface;  /* the loss over the plane, of any experiment */
extern const Figure figure_first;    /* of any experiment */

G_END_DECLS
