/* Figure 4c: the regions of modality preference. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_preference;

G_END_DECLS
