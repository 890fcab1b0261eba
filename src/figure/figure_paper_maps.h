/* Figure 3's maps: time ratio and mis-attribution over correlation and spread. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_paper_maps;

G_END_DECLS
