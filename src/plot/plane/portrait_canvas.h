/* What every part of a portrait's drawing needs: for the files plot/portrait*.c. */
#pragma once

#include "plot/draw/places.h"
#include "plot/plane/portrait.h"

G_BEGIN_DECLS

typedef struct
{
  cairo_t *cr;
  const PlotPortrait *portrait;
  const PlotTheme *theme;
  PlotArea inner;
  PlotPlaces places;
  double em;
  PlotArea names[THEORY_N_POINTS]; /* of the fixed points; empty where there is none */
} PlotCanvas;

/* The place of a state. */
void plot_canvas_place (const PlotCanvas *self, const double w[2], double *x, double *y);
/* The place of a row of a snapshot, in the units of the linear network. */
void plot_canvas_place_row (const PlotCanvas *self,
                            const ModelSnapshot *snapshot,
                            const ModelHistoryRow *row,
                            double *x,
                            double *y);
/* @dash: of lines and gaps, user units; 0: full */
void
plot_canvas_set_pen (const PlotCanvas *self, const PlotColor *color, double width, double dash);
/* A triangle with its tip at (x, y), pointing along a unit vector of the page: as a part of the
 * path, or filled. */
void plot_canvas_trace_head (
    const PlotCanvas *self, double x, double y, const double direction[2], double size);
void plot_canvas_draw_head (
    const PlotCanvas *self, double x, double y, const double direction[2], double size);
void plot_canvas_draw_dot (const PlotCanvas *self,
                           const double w[2],
                           double radius,
                           const PlotColor *color);

/* Field, line of fixed points, nullclines, manifolds: what depends on the skeleton alone. */
void plot_canvas_draw_flow (const PlotCanvas *self);
/* Ghost and run, with kicks. */
void plot_canvas_draw_runs (const PlotCanvas *self);
/* The dot at the playhead. */
void plot_canvas_draw_state (const PlotCanvas *self);
void plot_canvas_draw_orbits (const PlotCanvas *self);
/* The read-out card at the hovered state. */
void plot_canvas_draw_hover (const PlotCanvas *self);

G_END_DECLS
