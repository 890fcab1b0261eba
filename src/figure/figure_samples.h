/* Figures of runs that moments do not determine. */
#pragma once

#include "figure/figure_entry.h"

G_BEGIN_DECLS

/* "Early fusion" or "Late fusion", translated. */
const char *figure_get_fusion_name (const FigureData *data, int run);

G_END_DECLS
