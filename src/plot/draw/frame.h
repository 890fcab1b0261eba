/* The frame of a plot: title, axes with ticks and names, grid; and the way from values to places.
 */
#pragma once

#include "plot/draw/pen.h"
#include "study/axis.h"

G_BEGIN_DECLS

/* Of the title, in font sizes of the theme. */
#define PLOT_FRAME_TITLE_SIZE 1.12

/* A named place on the x axis; tick labels make room for it. */
typedef struct
{
  double value;
  const char *name; /* markup */
  PlotColor color;
} PlotFrameMark;

/* A kind of line, and what it means. */
typedef struct
{
  const char *name; /* markup */
  PlotPen pen;
} PlotFrameKey;

typedef struct
{
  const char *title;   /* markup, or NULL */
  gboolean hide_title; /* not drawn, but with its room: a widget with an arrow stands there */
  const char *x_name;  /* markup, or NULL; in the middle below the axis */
  const char *y_name;  /* markup, or NULL; beside the axis, read upwards */
  const char *remark;  /* markup, or NULL; in the title's row, at the right, where there is room */
  const char *note;    /* markup, or NULL; in the row of x_name, at the left, where there is room */
  StudyAxis x, y;
  const PlotFrameMark *marks;
  int n_marks;
  const PlotFrameKey
      *keys; /* in the remark's place, as many as there is room for, the first first */
  int n_keys;
} PlotFrame;

/* The rectangle inside the axes; the same for all frames in areas alike, so that plots align. */
PlotArea plot_frame_inner (const PlotArea *area, const PlotTheme *theme);
/* Draws everything but the content. */
void
plot_frame_draw (cairo_t *cr, const PlotArea *area, const PlotFrame *frame, const PlotTheme *theme);

/* Clips to the inner rectangle, with room for half a line beyond it. */
void plot_frame_clip (cairo_t *cr, const PlotArea *inner, const PlotTheme *theme);
/* Places of values, user units; far outside the rectangle they are brought near enough for Cairo,
 * whose coordinates end at 2^23. */
double plot_frame_x (const PlotArea *inner, const StudyAxis *x, double value);
double plot_frame_y (const PlotArea *inner, const StudyAxis *y, double value);
/* The middle of a hairline, moved so that on a screen it fills whole pixels. */
double plot_frame_crisp (double place, const PlotTheme *theme);
/* The two halves of an area, with a gap: side by side or one above the other. */
void plot_frame_split (const PlotArea *area, gboolean side_by_side, double gap, PlotArea halves[2]);

G_END_DECLS
