/* What lies over and under the curves of a time plot: phase, marks, levels, playhead, hover values.
 */
#pragma once

#include "plot/draw/placement.h"
#include "plot/time/timeplot.h"

G_BEGIN_DECLS

/* The shade of each unimodal phase, from one stage to the next: measured, else predicted. */
void plot_overlay_draw_phases (const PlotTimeplot *self);
/* The phases in words, at the top of their shade, where they fit. @boxes: (out): empty where not */
void plot_overlay_draw_phase_names (const PlotTimeplot *self, PlotArea boxes[THEORY_STAGES_MAX]);
/* Vertical lines at the times: dashed for theory, full for the run, dots for a fork. */
void plot_overlay_draw_times (const PlotTimeplot *self);
/* Another one. Valid: an epoch on the axis. */
void plot_overlay_draw_vertical (const PlotTimeplot *self, double epoch, const PlotPen *pen);
/* Whether one of those lines passes through a box. */
gboolean plot_overlay_times_cross (const PlotTimeplot *self, const PlotArea *box);
/* A dashed line at a y value; nothing where that is NAN or off the axis. */
void plot_overlay_draw_level (const PlotTimeplot *self, double value, const PlotColor *color);
/* Its name above the line: at the right end, or at the left where the channel's curve passes there.
 * @box: (out): empty where there is none */
void plot_overlay_draw_level_name (const PlotTimeplot *self,
                                   double value,
                                   const char *name,
                                   PlotChannel channel,
                                   const PlotColor *color,
                                   PlotArea *box);
/* What names must not lie on: the verticals of the times. */
void plot_overlay_take_times (const PlotTimeplot *self, PlotPlacement *placement);
/* The name of a line of a placement: beside it, or some way off with a leader to it; nothing where
 * there is no room. @name: (nullable): markup */
void plot_overlay_draw_name (const PlotTimeplot *self,
                             const char *name,
                             int line,
                             const PlotColor *color,
                             PlotPlacement *placement);
/* The playhead with a dot on each of n curves. */
void plot_overlay_draw_playhead (const PlotTimeplot *self, const PlotCurve *curves, int n);
/* At the left, as far up as none of n curves runs. */
void plot_overlay_draw_note (const PlotTimeplot *self,
                             const char *markup,
                             const PlotChannel *channels,
                             int n);

typedef struct
{
  const char *name; /* markup */
  double value;
  PlotColor color;
} PlotHoverValue;

/* A line at the hovered epoch, and a card with the epoch and n values beside it. */
void plot_overlay_draw_hover (const PlotTimeplot *self, const PlotHoverValue *values, int n);

G_END_DECLS
