/* Figure 6a: every fusion layer of a network of four layers. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_race;

G_END_DECLS
