/* A map: values over two axes as colours, with contour lines, a colour bar, and a point on it. */
#pragma once

#include "plot/draw/ramp.h"
#include "study/axis.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title, *x_name, *y_name; /* markup, or NULL */
  StudyAxis x, y;
  int n_x, n_y;
  const double *values; /* (n_y, n_x), from corner to corner of the axes; NULL: only the frame.
                         * +INFINITY has the last colour */
  PlotRamp ramp;
  StudyAxis scale;        /* of the values: its ends have the first and the last colour */
  const char *scale_name; /* markup, above the colour bar, or NULL */
  const char *beyond;     /* what the last colour also stands for ("never"), or NULL */
  const double *contours; /* levels, increasing */
  int n_contours;
  gboolean contours_rise; /* lines run up: their labels stand side by side, else one above the
                           * other */
  const char *note;       /* markup, shown instead of the map, or NULL */
  double point[2];        /* x, y; NAN: none */
} PlotHeatmap;

/* Everything absent. */
void plot_heatmap_init (PlotHeatmap *self);
void plot_heatmap_draw (cairo_t *cr,
                        const PlotArea *area,
                        const PlotHeatmap *self,
                        const PlotTheme *theme);
/* The rectangle inside the axes, for picking. */
PlotArea plot_heatmap_inner (const PlotArea *area, const PlotTheme *theme);

/* The colour bar beside a map that is drawn otherwise. */
void plot_heatmap_draw_bar (cairo_t *cr,
                            const PlotArea *inner,
                            const PlotHeatmap *self,
                            const PlotTheme *theme);

/* A ring at a point of a map; a full disc at the nearest place inside where the point lies outside.
 */
void plot_heatmap_draw_point (cairo_t *cr,
                              const PlotArea *inner,
                              const StudyAxis *x,
                              const StudyAxis *y,
                              const double point[2],
                              const PlotTheme *theme);

G_END_DECLS
