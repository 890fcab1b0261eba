/* Rows of names and values on a small card over a plot. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

#define PLOT_CARD_MAX 10

/* Zeroed: empty. */
typedef struct
{
  char name[PLOT_CARD_MAX][64], value[PLOT_CARD_MAX][64]; /* markup; an empty value: a heading */
  PlotColor color[PLOT_CARD_MAX];
  int n;
} PlotCard;

/* Adds a row; beyond PLOT_CARD_MAX it is passed over. */
void plot_card_add (PlotCard *self, const char *name, const char *value, const PlotColor *color);
void plot_card_measure (
    cairo_t *cr, const PlotCard *self, const PlotTheme *theme, double *width, double *height);
/* With its upper left corner at (x, y). */
void plot_card_draw (cairo_t *cr, const PlotCard *self, double x, double y, const PlotTheme *theme);
/* Beside what stands at x, `gap` away, at the right where there is room; a part `above` of its
 * height lies above y, unless that leaves the axes. */
void plot_card_draw_beside (cairo_t *cr,
                            const PlotCard *self,
                            const PlotArea *inner,
                            double x,
                            double gap,
                            double y,
                            double above,
                            const PlotTheme *theme);
/* The empty card, of the page's own colour, so that text on it can be read over any line. */
void plot_card_draw_ground (cairo_t *cr, const PlotArea *area, const PlotTheme *theme);

G_END_DECLS
