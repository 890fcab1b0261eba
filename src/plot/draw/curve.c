/* Curves: rows to polylines with as few points as the eye needs. */
#include "plot/draw/curve.h"

#include "plot/draw/frame.h"

#include <math.h>

/* A hundredth of the thinnest line that prints. */
#define TOLERANCE 0.02
#define RANGE_ROWS 32768
/* More rows in a column of pixels than these are passed over evenly. */
#define COLUMN_ROWS 128
#define COLUMN_POINTS 4 /* of a column, at most */

static double
row_value (const PlotCurve *self, const ModelHistoryRow *row)
{
  switch (self->channel)
    {
    case PLOT_CHANNEL_GENERALISATION:
      return row->generalisation / self->unit;
    case PLOT_CHANNEL_WEIGHT_A:
      return row->weight[0] / self->unit;
    case PLOT_CHANNEL_WEIGHT_B:
      return row->weight[1] / self->unit;
    default:
      return row->loss / self->unit;
    }
}

double
plot_curve_at (const PlotCurve *self, double epoch)
{
  const ModelHistoryRow row = model_history_view_at (self->history, epoch);
  return row_value (self, &row);
}

/* The recorded part of from..to; FALSE where that is empty. */
static gboolean
clip_epochs (const PlotCurve *self, double *from, double *to)
{
  const gsize n = model_history_view_length (self->history);
  if (n == 0)
    return FALSE;
  *from = fmax (*from, model_history_view_row (self->history, 0)->epoch);
  *to = fmin (*to, model_history_view_row (self->history, n - 1)->epoch);
  return *from <= *to;
}

void
plot_curve_range (const PlotCurve *self, double *minimum, double *maximum)
{
  double from = self->from, to = self->to;

  *minimum = INFINITY;
  *maximum = -INFINITY;
  if (!clip_epochs (self, &from, &to))
    return;
  const gsize first = model_history_view_find (self->history, from);
  const gsize last = model_history_view_find (self->history, to);
  const gsize stride = (last - first) / RANGE_ROWS | 1;
  for (gsize i = first; i <= last; i += stride)
    {
      const double value = row_value (self, model_history_view_row (self->history, i));
      if (!isfinite (value))
        continue;
      *minimum = fmin (*minimum, value);
      *maximum = fmax (*maximum, value);
    }
}

typedef struct
{
  cairo_t *cr;
  const PlotArea *inner;
  const StudyAxis *x, *y;
  gboolean started;
  gsize n; /* points so far */
  /* Simplification: the last point in the path, the newest one, and the slopes from the one to
   * the other that pass all points between within the tolerance. */
  double anchor_x, anchor_y, last_x, last_y, least_slope, greatest_slope;
  gboolean pending;
} Path;

static void
path_add (Path *path, double x, double y)
{
  if (path->started)
    cairo_line_to (path->cr, x, y);
  else
    cairo_move_to (path->cr, x, y);
  path->started = TRUE;
  path->n++;
}

static void
path_add_value (Path *path, double epoch, double value)
{
  if (isfinite (value))
    path_add (path, plot_frame_x (path->inner, path->x, epoch),
              plot_frame_y (path->inner, path->y, value));
}

static void
simplify_restart (Path *path, double x, double y)
{
  path_add (path, x, y);
  path->anchor_x = x;
  path->anchor_y = y;
  path->least_slope = -INFINITY;
  path->greatest_slope = INFINITY;
  path->pending = FALSE;
}

/* Tolerance is vertical, hence never less strict than the distance to the line. x increases. */
static void
simplify_add (Path *path, double epoch, double value)
{
  const double x = plot_frame_x (path->inner, path->x, epoch);
  const double y = plot_frame_y (path->inner, path->y, value);

  if (!isfinite (value))
    return;
  if (!path->started)
    {
      simplify_restart (path, x, y);
      return;
    }
  double slope = (y - path->anchor_y) / (x - path->anchor_x);
  if (path->pending && !(slope >= path->least_slope && slope <= path->greatest_slope))
    {
      simplify_restart (path, path->last_x, path->last_y);
      slope = (y - path->anchor_y) / (x - path->anchor_x);
    }
  const double slack = TOLERANCE / (x - path->anchor_x);
  path->least_slope = fmax (path->least_slope, slope - slack);
  path->greatest_slope = fmin (path->greatest_slope, slope + slack);
  path->last_x = x;
  path->last_y = y;
  path->pending = TRUE;
}

static void
simplify_finish (Path *path)
{
  if (path->pending)
    path_add (path, path->last_x, path->last_y);
}

static void
trace_exact (Path *path, const PlotCurve *self, double from, double to)
{
  const gsize first = model_history_view_find (self->history, from) + 1;
  const gsize n = model_history_view_length (self->history);

  simplify_add (path, from, plot_curve_at (self, from));
  for (gsize i = first; i < n; i++)
    {
      const ModelHistoryRow *row = model_history_view_row (self->history, i);
      if (row->epoch >= to)
        break;
      simplify_add (path, row->epoch, row_value (self, row));
    }
  if (to > from)
    simplify_add (path, to, plot_curve_at (self, to));
  simplify_finish (path);
}

typedef struct
{
  double epoch, value;
} Point;

/* The rows of one column of pixels. */
typedef struct
{
  Point first, least, greatest, last;
  gboolean empty;
} Column;

static void
column_add (Column *column, double epoch, double value)
{
  const Point point = { epoch, value };

  if (!isfinite (value))
    return;
  column->last = point;
  if (column->empty)
    {
      column->first = column->least = column->greatest = point;
      column->empty = FALSE;
    }
  else if (value < column->least.value)
    {
      column->least = point;
    }
  else if (value > column->greatest.value)
    {
      column->greatest = point;
    }
}

static void
column_flush (Column *column, Path *path)
{
  if (column->empty)
    return;
  const gboolean rising = column->least.epoch <= column->greatest.epoch;
  const Point points[COLUMN_POINTS] = { column->first, rising ? column->least : column->greatest,
                                        rising ? column->greatest : column->least, column->last };

  for (int i = 0; i < COLUMN_POINTS; i++)
    if (i == 0 || points[i].epoch > points[i - 1].epoch)
      path_add_value (path, points[i].epoch, points[i].value);
  column->empty = TRUE;
}

/* The epoch at which the column of pixels that holds `epoch` ends. */
static double
column_end (const Path *path, double epoch, double pixel)
{
  const double offset = plot_frame_x (path->inner, path->x, epoch) - path->inner->x;
  const double end = (floor (offset / pixel) + 1) * pixel;
  return study_axis_unmap (path->x, end / path->inner->width);
}

static void
trace_columns (Path *path, const PlotCurve *self, double from, double to, double pixel)
{
  const gsize first = model_history_view_find (self->history, from) + 1;
  const gsize n = model_history_view_length (self->history);
  const double columns = path->inner->width / pixel;
  /* Odd strides, so that a run that oscillates from epoch to epoch shows both its sides. */
  const gsize rows = model_history_view_find (self->history, to) + 1 - first;
  const gsize stride = (gsize) (rows / (columns * COLUMN_ROWS)) | 1;
  Column column = { .empty = TRUE };
  double end = column_end (path, from, pixel);

  column_add (&column, from, plot_curve_at (self, from));
  for (gsize i = first; i < n; i += stride)
    {
      const ModelHistoryRow *row = model_history_view_row (self->history, i);
      if (row->epoch >= to)
        break;
      if (row->epoch >= end)
        {
          column_flush (&column, path);
          end = column_end (path, row->epoch, pixel);
        }
      column_add (&column, row->epoch, row_value (self, row));
    }
  column_flush (&column, path);
  if (to > from)
    path_add_value (path, to, plot_curve_at (self, to));
}

void
plot_curve_draw (cairo_t *cr,
                 const PlotArea *inner,
                 const PlotCurve *self,
                 const StudyAxis *x,
                 const StudyAxis *y,
                 const PlotPen *pen,
                 const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && inner != NULL && self != NULL && self->history != NULL);

  Path path = { .cr = cr, .inner = inner, .x = x, .y = y };
  double from = fmax (self->from, x->minimum), to = fmin (self->to, x->maximum);
  if (!clip_epochs (self, &from, &to))
    return;

  cairo_save (cr);
  plot_frame_clip (cr, inner, theme);
  cairo_new_path (cr);
  if (theme->pixel > 0)
    {
      cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
      trace_columns (&path, self, from, to, theme->pixel);
    }
  else
    {
      trace_exact (&path, self, from, to);
      /* More points than columns that anybody could tell apart: a long run that rings. */
      if (path.n > COLUMN_POINTS * inner->width / TOLERANCE)
        {
          cairo_new_path (cr);
          path = (Path){ .cr = cr, .inner = inner, .x = x, .y = y };
          trace_columns (&path, self, from, to, TOLERANCE);
        }
    }
  plot_theme_set_source (cr, &pen->color);
  cairo_set_line_width (cr, pen->width);
  /* Bevels would be twice as fast, and leave teeth along the edge of an oscillation. */
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  plot_pen_set_dash (cr, pen);
  cairo_stroke (cr);
  cairo_restore (cr);
}

gboolean
plot_channel_is_loss (PlotChannel channel)
{
  return channel == PLOT_CHANNEL_LOSS || channel == PLOT_CHANNEL_GENERALISATION;
}
