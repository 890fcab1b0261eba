/* Maps around any experiment, with its place on them: time ratios, over-credit, preference. */
#pragma once

#include "figure/figure.h"
#include "plot/plane/theory_map.h"

G_BEGIN_DECLS

/* The figure of a kind of map. */
const Figure *figure_theory_map_of (PlotTheoryMapKind kind);

G_END_DECLS
