/* One channel of a recorded run as a line: decimated on the screen, exact to the eye in files. */
#pragma once

#include "model/record/history.h"
#include "plot/draw/pen.h"
#include "study/axis.h"

G_BEGIN_DECLS

typedef enum
{
  PLOT_CHANNEL_LOSS,
  PLOT_CHANNEL_GENERALISATION, /* on test data, in the units of the loss */
  PLOT_CHANNEL_WEIGHT_A,
  PLOT_CHANNEL_WEIGHT_B
} PlotChannel;

typedef struct
{
  const ModelHistoryView *history;
  PlotChannel channel;
  double unit;     /* values are divided by it */
  double from, to; /* epochs drawn; infinite: from the start, to the end */
} PlotCurve;

/* The value at an epoch, linear between rows. Valid: history not empty. */
double plot_curve_at (const PlotCurve *self, double epoch);
/* Extremes over from..to; minimum > maximum where nothing is recorded there. Past 2^15 rows a
 * sample of them. */
void plot_curve_range (const PlotCurve *self, double *minimum, double *maximum);

/**
 * plot_curve_draw:
 * @inner: the rectangle that the axes span
 *
 * With theme->pixel > 0, each column of that width gets its first, least, greatest and last value,
 * which fills the same pixels as all of them; of columns with more than 128 rows, that many at
 * least are looked at. With 0, points are left out only where the line
 * stays within 0.02 user units (points, in files) of them; where that leaves more than four in a
 * column of that width, it is drawn in such columns. Values that are not finite are passed over.
 */
void plot_curve_draw (cairo_t *cr,
                      const PlotArea *inner,
                      const PlotCurve *self,
                      const StudyAxis *x,
                      const StudyAxis *y,
                      const PlotPen *pen,
                      const PlotTheme *theme);

/* TRUE for what is drawn on the loss axis. */
gboolean plot_channel_is_loss (PlotChannel channel);

G_END_DECLS
