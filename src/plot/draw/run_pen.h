/* Colour and dash of a compared run. */
#pragma once

#include "plot/draw/curve.h"
#include "study/compared_run.h"

G_BEGIN_DECLS

/* Of a style, 0 <= style < STUDY_COMPARED_STYLES. The colours hold for text. */
void plot_run_pen_get (int style, const PlotTheme *theme, PlotPen *pen);
/* Of the i-th of n, which are spread over all styles; further ones share them. */
void plot_run_pen_get_of (int i, int n, const PlotTheme *theme, PlotPen *pen);

G_END_DECLS
