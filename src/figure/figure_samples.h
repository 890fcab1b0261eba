/* Figures of runs that moments do not determine. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_generalisation; /* 5 */
extern const Figure figure_logistic;       /* 9 */
extern const Figure figure_relu;           /* 11 */

/* "Early fusion" or "Late fusion", translated. */
const char *figure_get_fusion_name (const FigureData *data, int run);
/* A write_csv: the histories of all runs, with their generalisation errors. */
void figure_write_runs (const FigureData *data, GString *out);

G_END_DECLS
