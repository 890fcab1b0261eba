/* One portrait being drawn, its pens and its parts: for the files plot/plane/portrait*.c. */
#pragma once

#include "plot/draw/placement.h"
#include "plot/plane/portrait.h"

G_BEGIN_DECLS

typedef struct
{
  cairo_t *cr;
  const PlotPortrait *portrait;
  const PlotTheme *theme;
  PlotArea inner;
  PlotPlacement places;
  double em;
  PlotArea names[THEORY_N_POINTS]; /* of the fixed points; empty where there is none */
} PlotPortraitPen;

/* The place of a state. */
void plot_portrait_pen_place (const PlotPortraitPen *self, const double w[2], double *x, double *y);
/* @dash: of lines and gaps, user units; 0: full */
void plot_portrait_pen_set_pen (const PlotPortraitPen *self,
                                const PlotColor *color,
                                double width,
                                double dash);
/* A triangle with its tip at (x, y), pointing along a unit vector of the page: as a part of the
 * path, or filled. */
void plot_portrait_pen_trace_head (
    const PlotPortraitPen *self, double x, double y, const double direction[2], double size);
void plot_portrait_pen_draw_head (
    const PlotPortraitPen *self, double x, double y, const double direction[2], double size);
void plot_portrait_pen_draw_dot (const PlotPortraitPen *self,
                                 const double w[2],
                                 double radius,
                                 const PlotColor *color);

/* Field, line of fixed points, nullclines, manifolds: what depends on the skeleton alone. */
void plot_portrait_pen_draw_flow (const PlotPortraitPen *self);
/* Ghost and run, with kicks. */
void plot_portrait_pen_draw_runs (const PlotPortraitPen *self);
/* The dot at the playhead. */
void plot_portrait_pen_draw_state (const PlotPortraitPen *self);
void plot_portrait_pen_draw_orbits (const PlotPortraitPen *self);
/* The values at the hovered state, on a card. */
void plot_portrait_pen_draw_hover (const PlotPortraitPen *self);

G_END_DECLS
