/* How balanced a run keeps its layers, over its epochs. */
#pragma once

#include "plot/draw/theme.h"
#include "study/run.h"

G_BEGIN_DECLS

/* Residuals since the start (study/balance_curves.h), on a logarithmic axis: within either branch,
 * across the fusion, behind it. Without run->balance, the frame. */
void
plot_balance_draw (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme);

G_END_DECLS
