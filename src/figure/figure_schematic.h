/* Figure 1: the networks as diagrams. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_schematic;

G_END_DECLS
