/* Zooming works on places of the axis, so that it is alike on linear and logarithmic ones. */
#include "app/viewing.h"

#include <math.h>
#include <string.h>

#define MOST_STEPS 64
/* Turns of a wheel that follow each other so soon are one step. */
#define GESTURE_US 600000
#define LEAST_EPOCHS 4.0
/* Of the axis, logarithmic. */
#define LEAST_RATIO 1.02
/* How close one can look at planes, as a part of all; whether what is beyond that can be seen.
 * Points of maps are rounded. */
static const struct
{
  double least;
  gboolean open;
} planes[PLOT_N_PLANES] = {
  [PLOT_PLANE_PORTRAIT] = { 1e-4, TRUE },
  [PLOT_PLANE_MAP] = { 0.02, FALSE },
  [PLOT_PLANE_REGIONS] = { 0.02, FALSE },
};

/* What the way back leads to. */
typedef struct
{
  double from, to;
  double plane[PLOT_N_PLANES][2][2];
} Range;

struct AppViewing
{
  PlotView view;
  GArray *before; /* Range, the oldest first */
  gint64 last;    /* time of the newest change of the range */
  GFunc changed;
  gpointer data;
};

AppViewing *
app_viewing_new (GFunc changed, gpointer data)
{
  AppViewing *self = g_new0 (AppViewing, 1);

  plot_view_init (&self->view);
  self->before = g_array_new (FALSE, FALSE, sizeof (Range));
  self->changed = changed;
  self->data = data;
  return self;
}

void
app_viewing_free (AppViewing *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->before);
  g_free (self);
}

static void
notify (AppViewing *self)
{
  self->changed (self, self->data);
}

gboolean
app_viewing_get_log_loss (AppViewing *self)
{
  return self->view.log_loss;
}

void
app_viewing_set_log_loss (AppViewing *self, gboolean log_loss)
{
  self->view.log_loss = log_loss;
  notify (self);
}

PlotTimeScale
app_viewing_get_time (AppViewing *self)
{
  return self->view.time;
}

void
app_viewing_set_time (AppViewing *self, PlotTimeScale time)
{
  self->view.time = time;
  notify (self);
}

gboolean
app_viewing_is_zoomed (AppViewing *self)
{
  return self->view.from < self->view.to;
}

static void
remember (AppViewing *self, gint64 now)
{
  const PlotView *view = &self->view;
  Range range = { .from = view->from, .to = view->to };

  memcpy (range.plane, view->plane, sizeof range.plane);
  if (self->before->len > 0 && now - self->last < GESTURE_US)
    {
      self->last = now;
      return;
    }
  self->last = now;
  if (self->before->len == MOST_STEPS)
    g_array_remove_index (self->before, 0);
  g_array_append_val (self->before, range);
}

/* All in sight is no zoom. */
static void
set_range (AppViewing *self, const PlotAxis *whole, double from, double to, gint64 now)
{
  const double slack = 1e-9 * (whole->maximum - whole->minimum);

  remember (self, now);
  self->view.from = fmax (from, whole->minimum);
  self->view.to = fmin (to, whole->maximum);
  if (self->view.from <= whole->minimum + slack && self->view.to >= whole->maximum - slack)
    self->view.from = self->view.to = NAN;
  notify (self);
}

static gboolean
is_too_close (const PlotAxis *whole, double from, double to)
{
  return whole->logarithmic ? to < LEAST_RATIO * from : to - from < LEAST_EPOCHS;
}

void
app_viewing_zoom (AppViewing *self,
                  const PlotAxis *shown,
                  const PlotAxis *whole,
                  double fraction,
                  double factor,
                  gint64 now)
{
  g_return_if_fail (self != NULL && factor > 0);

  const double from = plot_axis_unmap (shown, fraction - fraction / factor);
  const double to = plot_axis_unmap (shown, fraction + (1 - fraction) / factor);

  if (factor > 1 && is_too_close (whole, from, to))
    return;
  if (factor < 1 && !app_viewing_is_zoomed (self))
    return;
  set_range (self, whole, from, to, now);
}

void
app_viewing_pan (
    AppViewing *self, const PlotAxis *shown, const PlotAxis *whole, double by, gint64 now)
{
  g_return_if_fail (self != NULL);

  const double low = plot_axis_map (shown, whole->minimum);
  const double high = plot_axis_map (shown, whole->maximum) - 1;
  const double moved = CLAMP (by, low, high);

  if (app_viewing_is_zoomed (self) && moved != 0)
    set_range (self, whole, plot_axis_unmap (shown, moved), plot_axis_unmap (shown, 1 + moved),
               now);
}

static void
forget_plane (PlotView *view, PlotPlane plane)
{
  for (int i = 0; i < 2; i++)
    view->plane[plane][i][0] = view->plane[plane][i][1] = NAN;
}

static void
forget_planes (PlotView *view)
{
  for (int plane = 0; plane < PLOT_N_PLANES; plane++)
    forget_plane (view, (PlotPlane) plane);
}

static gboolean
has_planes (const PlotView *view)
{
  for (int plane = 0; plane < PLOT_N_PLANES; plane++)
    if (plot_view_has_plane (view, (PlotPlane) plane))
      return TRUE;
  return FALSE;
}

/* Of axes so far apart, as a part of all. */
static double
get_span (const PlotAxis *whole, const double range[2])
{
  return plot_axis_map (whole, range[1]) - plot_axis_map (whole, range[0]);
}

/* From a place on what is shown to another; on a plane that ends, both are brought inside. */
static void
take_part (const PlotAxis *shown, const PlotAxis *whole, gboolean open, double range[2])
{
  const double low = plot_axis_map (shown, whole->minimum);
  const double high = plot_axis_map (shown, whole->maximum);
  const double by = open ? 0 : fmax (low - range[0], 0) - fmax (range[1] - high, 0);

  for (int end = 0; end < 2; end++)
    {
      range[end] = plot_axis_unmap (shown, range[end] + by);
      if (!open) /* rounding */
        range[end] = CLAMP (range[end], whole->minimum, whole->maximum);
    }
}

/* Not closer than what numbers of the axis can tell; as far as all, and it is all. */
static void
set_plane (AppViewing *self,
           PlotPlane plane,
           const double range[2][2],
           const PlotAxis whole[2],
           gint64 now)
{
  const double slack = 1e-9;
  const double span = get_span (&whole[0], range[0]);

  if (span < planes[plane].least)
    return;
  remember (self, now);
  memcpy (self->view.plane[plane], range, sizeof self->view.plane[plane]);
  if (span >= 1 - slack)
    forget_plane (&self->view, plane);
  notify (self);
}

void
app_viewing_zoom_plane (AppViewing *self,
                        PlotPlane plane,
                        const PlotAxis shown[2],
                        const PlotAxis whole[2],
                        const double at[2],
                        double factor,
                        gint64 now)
{
  g_return_if_fail (self != NULL && factor > 0);

  double range[2][2];

  if (factor < 1 && !plot_view_has_plane (&self->view, plane))
    return;
  for (int i = 0; i < 2; i++)
    {
      range[i][0] = at[i] - at[i] / factor;
      range[i][1] = at[i] + (1 - at[i]) / factor;
      take_part (&shown[i], &whole[i], planes[plane].open, range[i]);
    }
  set_plane (self, plane, range, whole, now);
}

void
app_viewing_pan_plane (AppViewing *self,
                       PlotPlane plane,
                       const PlotAxis shown[2],
                       const PlotAxis whole[2],
                       const double by[2],
                       gint64 now)
{
  g_return_if_fail (self != NULL);

  double range[2][2], moved[2];

  if (!plot_view_has_plane (&self->view, plane))
    return;
  for (int i = 0; i < 2; i++)
    {
      const double low = plot_axis_map (&shown[i], whole[i].minimum);
      const double high = plot_axis_map (&shown[i], whole[i].maximum) - 1;

      moved[i] = CLAMP (by[i], fmin (low, 0), fmax (high, 0));
      range[i][0] = plot_axis_unmap (&shown[i], moved[i]);
      range[i][1] = plot_axis_unmap (&shown[i], 1 + moved[i]);
    }
  if (moved[0] != 0 || moved[1] != 0)
    set_plane (self, plane, range, whole, now);
}

void
app_viewing_set_camera (AppViewing *self, const double camera[3])
{
  for (int i = 0; i < 3; i++)
    self->view.camera[i] = camera != NULL ? camera[i] : NAN;
  notify (self);
}

void
app_viewing_hide (AppViewing *self, gboolean nullclines, gboolean manifolds)
{
  self->view.hide_nullclines = nullclines;
  self->view.hide_manifolds = manifolds;
  notify (self);
}

const PlotView *
app_viewing_look (AppViewing *self)
{
  return &self->view;
}

void
app_viewing_back (AppViewing *self)
{
  self->view.from = self->view.to = NAN;
  forget_planes (&self->view);
  if (self->before->len > 0)
    {
      const Range *range = &g_array_index (self->before, Range, self->before->len - 1);

      self->view.from = range->from;
      self->view.to = range->to;
      memcpy (self->view.plane, range->plane, sizeof range->plane);
      g_array_set_size (self->before, self->before->len - 1);
    }
  self->last = 0;
  notify (self);
}

void
app_viewing_reset (AppViewing *self)
{
  if (!app_viewing_is_zoomed (self) && !has_planes (&self->view))
    return;
  remember (self, self->last + GESTURE_US);
  self->view.from = self->view.to = NAN;
  forget_planes (&self->view);
  notify (self);
}

void
app_viewing_apply (AppViewing *self, PlotRun *run)
{
  PlotView view = self->view;

  view.playhead = run->playhead;
  /* A run that ends before what is in sight is shown as a whole. */
  if (view.from >= run->epochs.maximum)
    view.from = view.to = NAN;
  plot_view_apply (&view, run);
}

void
app_viewing_get_view (AppViewing *self, PlotView *view)
{
  const double playhead = view->playhead;

  *view = self->view;
  view->playhead = playhead;
}

void
app_viewing_set_view (AppViewing *self, const PlotView *view)
{
  self->view = *view;
  self->view.panels = NULL;
  self->view.playhead = INFINITY;
  self->last = 0;
  notify (self);
}
