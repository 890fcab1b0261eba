/* Values on a grid: between its points, and lines of equal value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A piece of a contour line, in fractions 0..1 of the grid's width and height. */
typedef void (*PlotContourFunc) (double x1, double y1, double x2, double y2, gpointer data);

/**
 * plot_contour_trace:
 * Calls back for every piece of the line, linear between neighbouring values.
 *
 * Shapes: values is (n_y, n_x), the first row at y = 0.
 * Valid: n_x, n_y >= 2; values finite.
 */
void plot_contour_trace (
    const double *values, int n_x, int n_y, double level, PlotContourFunc trace, gpointer data);

/* The value at a place given in fractions, linear between the four around it; shapes as above. */
double plot_contour_value (const double *values, int n_x, int n_y, double x, double y);

G_END_DECLS
