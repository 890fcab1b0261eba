/* The figures that are sweeps: 3c, 3d, 3 of random data, 6b, 6c, 6d, the one of 9; and any other
 * sweep, whose figure is named "sweep" and is not in the registry's list. */
#pragma once

#include "figure/figure.h"
#include "study/sweep_results.h"

G_BEGIN_DECLS

/* The sweep of such a figure, a name of run/sweep_files.h, and what is drawn of it; NULL for all
 * other figures. */
const char *figure_get_sweep (const Figure *self, RunSweepMeasure *measure);
/* Whether results are all that such a figure's sweep has, theory's lines too, of what it draws. */
gboolean figure_is_shown_by_sweep (const Figure *self, const StudySweepResults *results);
/* The figure "sweep" of results that are there already: a copy, with theory's lines. */
FigureData *figure_data_new_sweep (const StudySweepResults *results);
/* The text of a figure "sweep", from which it can be made again; NULL for all others. Owned by the
 * caller. */
char *figure_data_dup_sweep (const FigureData *data);

G_END_DECLS
