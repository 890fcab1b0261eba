/* The marks of points: o, x and more, and the legend that explains them. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

/* Distinguishable without colour: ring, cross, square, triangle, again from the start. */
void plot_symbol_draw (
    cairo_t *cr, int kind, double x, double y, const PlotColor *color, const PlotTheme *theme);
/* A vertical bar from y1 to y2, interrupted where the symbol stands. */
void plot_symbol_draw_bar (cairo_t *cr,
                           double x,
                           double y,
                           double y1,
                           double y2,
                           const PlotColor *color,
                           const PlotTheme *theme);
/* An arrow head that points up at (x, y): what lies beyond any axis. */
void plot_symbol_draw_never (
    cairo_t *cr, double x, double y, const PlotColor *color, const PlotTheme *theme);
/* What went wrong: a struck-out ring. */
void plot_symbol_draw_trouble (cairo_t *cr, double x, double y, const PlotTheme *theme);

typedef enum
{
  PLOT_SYMBOL_MARK,   /* a symbol */
  PLOT_SYMBOL_LINE,   /* a full line */
  PLOT_SYMBOL_DASHED, /* a dashed one */
  PLOT_SYMBOL_BAND,   /* a thin one in a shade */
  PLOT_SYMBOL_NEVER,
  PLOT_SYMBOL_TROUBLE
} PlotSymbolSample;

typedef struct
{
  PlotSymbolSample sample;
  int kind;         /* of a mark */
  const char *name; /* markup */
} PlotSymbolRow;

/* Draws the rows side by side from (x, y), wrapped at the width; with cr NULL-drawn where `dry`.
 * Returns the height taken. */
double plot_symbol_draw_legend (cairo_t *cr,
                                double x,
                                double y,
                                double width,
                                const PlotSymbolRow *rows,
                                int n,
                                gboolean dry,
                                const PlotTheme *theme);

G_END_DECLS
