/* Zooming and panning the portrait with wheel, touchpad and middle button. */
#include "app/portrait_zoom.h"

#include <math.h>

/* A notch of the wheel: a factor, pixels. */
#define SCROLL_ZOOM 1.25
#define SCROLL_PAN 40

typedef struct
{
  AppPortraitView *view;
  double pinched;   /* scale so far */
  double panned[2]; /* pixels so far */
} Zoom;

/* How states differ across so many pixels; FALSE where nothing is drawn yet. */
static gboolean
get_difference (Zoom *self, double dx, double dy, double by[2])
{
  const double x = gtk_widget_get_width (GTK_WIDGET (self->view)) / 2.0;
  const double y = gtk_widget_get_height (GTK_WIDGET (self->view)) / 2.0;
  double from[2], to[2];

  /* Axes are linear: a small step tells. */
  if (!app_portrait_view_pick (self->view, x, y, from) ||
      !app_portrait_view_pick (self->view, x + 1, y + 1, to))
    return FALSE;
  by[0] = dx * (to[0] - from[0]);
  by[1] = dy * (to[1] - from[1]);
  return TRUE;
}

static void
pan_pixels (Zoom *self, double dx, double dy)
{
  double by[2];

  if (get_difference (self, dx, dy, by))
    app_portrait_view_pan (self->view, by);
}

/* The wheel zooms where the pointer is; sideways, or with Shift, it pans. */
static gboolean
scroll_cb (Zoom *self, double dx, double dy, GtkEventController *scroll)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (scroll);
  const double sideways = state & GDK_SHIFT_MASK ? dy : dx;

  if (sideways != 0)
    pan_pixels (self, SCROLL_PAN * sideways, 0);
  else
    {
      double at[2];

      app_portrait_view_get_hover (self->view, at);
      app_portrait_view_zoom (self->view, at, pow (SCROLL_ZOOM, -dy));
    }
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (Zoom *self)
{
  self->pinched = 1;
}

static void
pinch_cb (Zoom *self, double scale, GtkGesture *pinch)
{
  double x, y, w[2];

  if (!(scale > 0) || !gtk_gesture_get_bounding_box_center (pinch, &x, &y) ||
      !app_portrait_view_pick (self->view, x, y, w))
    return;
  app_portrait_view_zoom (self->view, w, scale / self->pinched);
  self->pinched = scale;
}

static void
pan_begin_cb (Zoom *self)
{
  self->panned[0] = self->panned[1] = 0;
}

/* What is shown follows the pointer. */
static void
pan_cb (Zoom *self, double dx, double dy)
{
  pan_pixels (self, self->panned[0] - dx, self->panned[1] - dy);
  self->panned[0] = dx;
  self->panned[1] = dy;
}

void
app_portrait_zoom_add (AppPortraitView *view)
{
  GtkWidget *widget = GTK_WIDGET (view);
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *pan = gtk_gesture_drag_new ();
  Zoom *self = g_new0 (Zoom, 1);

  self->view = view;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan), GDK_BUTTON_MIDDLE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (pan, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect_swapped (pan, "drag-update", G_CALLBACK (pan_cb), self);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pan));
  /* Controllers outlive the disposal of a widget by a moment; its data do so, too. */
  g_object_set_data_full (G_OBJECT (widget), "portrait-zoom", self, g_free);
}
