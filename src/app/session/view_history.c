/* Zooming works on places of the axis, so that it is alike on linear and logarithmic ones. */
#include "app/session/view_history.h"

#include "app/base/clock.h"

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
} planes[STUDY_N_PLANES] = {
  [STUDY_PLANE_PORTRAIT] = { 1e-4, TRUE },
  [STUDY_PLANE_MAP] = { 0.02, FALSE },
  [STUDY_PLANE_REGIONS] = { 0.02, FALSE },
};

/* What the way back leads to. */
typedef struct
{
  double from, to;
  double plane[STUDY_N_PLANES][2][2];
} Range;

struct AppViewHistory
{
  StudyView view;
  GArray *before; /* Range, the oldest first */
  gint64 last;    /* time of the newest change of the range */
  GFunc changed;
  gpointer data;
};

AppViewHistory *
app_view_history_new (GFunc changed, gpointer data)
{
  AppViewHistory *self = g_new0 (AppViewHistory, 1);

  study_view_init (&self->view);
  self->before = g_array_new (FALSE, FALSE, sizeof (Range));
  self->changed = changed;
  self->data = data;
  return self;
}

void
app_view_history_free (AppViewHistory *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->before);
  g_free (self);
}

static void
notify (AppViewHistory *self)
{
  self->changed (self, self->data);
}

gboolean
app_view_history_get_log_loss (AppViewHistory *self)
{
  return self->view.log_loss;
}

void
app_view_history_set_log_loss (AppViewHistory *self, gboolean log_loss)
{
  self->view.log_loss = log_loss;
  notify (self);
}

StudyTimeScale
app_view_history_get_time (AppViewHistory *self)
{
  return self->view.time;
}

void
app_view_history_set_time (AppViewHistory *self, StudyTimeScale time)
{
  self->view.time = time;
  notify (self);
}

gboolean
app_view_history_is_zoomed (AppViewHistory *self)
{
  return self->view.from < self->view.to;
}

static void
remember (AppViewHistory *self)
{
  const gint64 now = app_clock_now ();
  const StudyView *view = &self->view;
  Range range = { .from = view->from, .to = view->to };

  const gboolean goes_on = self->before->len > 0 && now - self->last < GESTURE_US;

  memcpy (range.plane, view->plane, sizeof range.plane);
  self->last = now;
  if (goes_on)
    return;
  if (self->before->len == MOST_STEPS)
    g_array_remove_index (self->before, 0);
  g_array_append_val (self->before, range);
}

/* All in sight is no zoom. */
static void
set_range (AppViewHistory *self, const StudyAxis *whole, double from, double to)
{
  const double slack = 1e-9 * (whole->maximum - whole->minimum);

  remember (self);
  self->view.from = fmax (from, whole->minimum);
  self->view.to = fmin (to, whole->maximum);
  if (self->view.from <= whole->minimum + slack && self->view.to >= whole->maximum - slack)
    self->view.from = self->view.to = NAN;
  notify (self);
}

static gboolean
is_too_close (const StudyAxis *whole, double from, double to)
{
  return whole->logarithmic ? to < LEAST_RATIO * from : to - from < LEAST_EPOCHS;
}

void
app_view_history_zoom (AppViewHistory *self,
                       const StudyAxis *shown,
                       const StudyAxis *whole,
                       double fraction,
                       double factor)
{
  g_return_if_fail (self != NULL && factor > 0);

  const double from = study_axis_unmap (shown, fraction - fraction / factor);
  const double to = study_axis_unmap (shown, fraction + (1 - fraction) / factor);

  if (factor > 1 && is_too_close (whole, from, to))
    return;
  if (factor < 1 && !app_view_history_is_zoomed (self))
    return;
  set_range (self, whole, from, to);
}

void
app_view_history_pan (AppViewHistory *self,
                      const StudyAxis *shown,
                      const StudyAxis *whole,
                      double by)
{
  g_return_if_fail (self != NULL);

  const double low = study_axis_map (shown, whole->minimum);
  const double high = study_axis_map (shown, whole->maximum) - 1;
  const double moved = CLAMP (by, low, high);

  if (app_view_history_is_zoomed (self) && moved != 0)
    set_range (self, whole, study_axis_unmap (shown, moved), study_axis_unmap (shown, 1 + moved));
}

static void
forget_plane (StudyView *view, StudyPlane plane)
{
  for (int i = 0; i < 2; i++)
    view->plane[plane][i][0] = view->plane[plane][i][1] = NAN;
}

static void
forget_planes (StudyView *view)
{
  for (int plane = 0; plane < STUDY_N_PLANES; plane++)
    forget_plane (view, (StudyPlane) plane);
}

static gboolean
has_planes (const StudyView *view)
{
  for (int plane = 0; plane < STUDY_N_PLANES; plane++)
    if (study_view_has_plane (view, (StudyPlane) plane))
      return TRUE;
  return FALSE;
}

/* Of axes so far apart, as a part of all. */
static double
get_span (const StudyAxis *whole, const double range[2])
{
  return study_axis_map (whole, range[1]) - study_axis_map (whole, range[0]);
}

/* From a place on what is shown to another; on a plane that ends, both are brought inside. */
static void
take_part (const StudyAxis *shown, const StudyAxis *whole, gboolean open, double range[2])
{
  const double low = study_axis_map (shown, whole->minimum);
  const double high = study_axis_map (shown, whole->maximum);
  const double by = open ? 0 : fmax (low - range[0], 0) - fmax (range[1] - high, 0);

  for (int end = 0; end < 2; end++)
    {
      range[end] = study_axis_unmap (shown, range[end] + by);
      if (!open) /* rounding */
        range[end] = CLAMP (range[end], whole->minimum, whole->maximum);
    }
}

/* Not closer than what numbers of the axis can tell; as far as all, and it is all. */
static void
set_plane (AppViewHistory *self,
           StudyPlane plane,
           const double range[2][2],
           const StudyAxis whole[2])
{
  const double slack = 1e-9;
  const double span = get_span (&whole[0], range[0]);

  if (span < planes[plane].least)
    return;
  remember (self);
  memcpy (self->view.plane[plane], range, sizeof self->view.plane[plane]);
  if (span >= 1 - slack)
    forget_plane (&self->view, plane);
  notify (self);
}

void
app_view_history_zoom_plane (AppViewHistory *self,
                             StudyPlane plane,
                             const StudyAxis shown[2],
                             const StudyAxis whole[2],
                             const double at[2],
                             double factor)
{
  g_return_if_fail (self != NULL && factor > 0);

  double range[2][2];

  if (factor < 1 && !study_view_has_plane (&self->view, plane))
    return;
  for (int i = 0; i < 2; i++)
    {
      range[i][0] = at[i] - at[i] / factor;
      range[i][1] = at[i] + (1 - at[i]) / factor;
      take_part (&shown[i], &whole[i], planes[plane].open, range[i]);
    }
  set_plane (self, plane, range, whole);
}

void
app_view_history_pan_plane (AppViewHistory *self,
                            StudyPlane plane,
                            const StudyAxis shown[2],
                            const StudyAxis whole[2],
                            const double by[2])
{
  g_return_if_fail (self != NULL);

  double range[2][2], moved[2];

  if (!study_view_has_plane (&self->view, plane))
    return;
  for (int i = 0; i < 2; i++)
    {
      const double low = study_axis_map (&shown[i], whole[i].minimum);
      const double high = study_axis_map (&shown[i], whole[i].maximum) - 1;

      moved[i] = CLAMP (by[i], fmin (low, 0), fmax (high, 0));
      range[i][0] = study_axis_unmap (&shown[i], moved[i]);
      range[i][1] = study_axis_unmap (&shown[i], 1 + moved[i]);
    }
  if (moved[0] != 0 || moved[1] != 0)
    set_plane (self, plane, range, whole);
}

void
app_view_history_set_camera (AppViewHistory *self, const double camera[3])
{
  for (int i = 0; i < 3; i++)
    self->view.camera[i] = camera != NULL ? camera[i] : NAN;
  notify (self);
}

void
app_view_history_hide (AppViewHistory *self, gboolean nullclines, gboolean manifolds)
{
  self->view.hide_nullclines = nullclines;
  self->view.hide_manifolds = manifolds;
  notify (self);
}

const StudyView *
app_view_history_get_view_shown (AppViewHistory *self)
{
  return &self->view;
}

void
app_view_history_back (AppViewHistory *self)
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
app_view_history_reset (AppViewHistory *self)
{
  if (!app_view_history_is_zoomed (self) && !has_planes (&self->view))
    return;
  self->last = 0; /* a step of its own */
  remember (self);
  self->view.from = self->view.to = NAN;
  forget_planes (&self->view);
  notify (self);
}

void
app_view_history_look_at (AppViewHistory *self, const StudyAxis *whole, StudyView *view)
{
  app_view_history_get_view (self, view);
  /* A run that ends before what is in sight is shown as a whole. */
  if (view->from >= whole->maximum)
    view->from = view->to = NAN;
}

void
app_view_history_get_view (AppViewHistory *self, StudyView *view)
{
  const double playhead = view->playhead;

  *view = self->view;
  view->playhead = playhead;
}

void
app_view_history_set_view (AppViewHistory *self, const StudyView *view)
{
  self->view = *view;
  self->view.panels = NULL;
  self->view.playhead = INFINITY;
  self->last = 0;
  notify (self);
}
