/* Colour and dash of a compared run. */
#pragma once

#include "plot/draw/curve.h"
#include "study/compared_run.h"

G_BEGIN_DECLS

/* Of a style, 0 <= style < STUDY_COMPARED_STYLES; hues run with the style. The colours hold for
 * text. */
void plot_run_pen_get (int style, const PlotTheme *theme, PlotPen *pen);

G_END_DECLS
