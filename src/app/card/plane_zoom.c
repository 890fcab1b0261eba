/* Zooming and panning planes with wheel, touchpad, middle button, and for the window's keys. */
#include "app/card/plane_zoom.h"

#include <math.h>

#define DATA "plane-zoom"
/* A notch of the wheel: a factor, pixels. */
#define SCROLL_ZOOM 1.25
#define SCROLL_PAN 40

typedef struct
{
  GtkWidget *widget; /* owns this */
  AppSession *session;
  const AppPlaneZoomClass *klass;
  double pointer[2]; /* the place, as fractions of what is shown */
  double pinched;    /* scale so far */
  double panned[2];  /* pixels so far */
} Zoom;

static Zoom *
get_zoom (GtkWidget *widget)
{
  return widget != NULL ? g_object_get_data (G_OBJECT (widget), DATA) : NULL;
}

static AppViewHistory *
get_view_history (const Zoom *self)
{
  return app_session_get_view_history (self->session);
}

static void
get_axes (const Zoom *self, StudyAxis shown[2], StudyAxis whole[2])
{
  self->klass->get_whole (self->widget, whole);
  shown[0] = whole[0];
  shown[1] = whole[1];
  study_view_narrow (app_view_history_get_view_shown (get_view_history (self)),
                     self->klass->get_plane (self->widget), shown);
}

/* Fractions of what is shown; beside the axes, their nearest ends. */
static void
locate (const Zoom *self, double x, double y, double at[2])
{
  PlotArea inner;

  self->klass->get_inner (self->widget, &inner);
  at[0] = CLAMP ((x - inner.x) / fmax (inner.width, 1), 0.0, 1.0);
  at[1] = CLAMP (1 - (y - inner.y) / fmax (inner.height, 1), 0.0, 1.0);
}

static void
zoom (const Zoom *self, const double at[2], double factor)
{
  StudyAxis shown[2], whole[2];

  get_axes (self, shown, whole);
  app_view_history_zoom_plane (get_view_history (self), self->klass->get_plane (self->widget),
                               shown, whole, at, factor);
}

static void
pan (const Zoom *self, double right, double up)
{
  const double by[2] = { right, up };
  StudyAxis shown[2], whole[2];

  get_axes (self, shown, whole);
  app_view_history_pan_plane (get_view_history (self), self->klass->get_plane (self->widget), shown,
                              whole, by);
}

static void
pan_pixels (const Zoom *self, double dx, double dy)
{
  PlotArea inner;

  self->klass->get_inner (self->widget, &inner);
  pan (self, dx / fmax (inner.width, 1), -dy / fmax (inner.height, 1));
}

static void
motion_cb (Zoom *self, double x, double y)
{
  locate (self, x, y, self->pointer);
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
    zoom (self, self->pointer, pow (SCROLL_ZOOM, -dy));
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
  double x, y, at[2];

  if (!(scale > 0) || !gtk_gesture_get_bounding_box_center (pinch, &x, &y))
    return;
  locate (self, x, y, at);
  zoom (self, at, scale / self->pinched);
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

static void
zoom_free (gpointer data)
{
  Zoom *self = data;

  g_object_unref (self->session);
  g_free (self);
}

static void
add_controllers (Zoom *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *middle = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (middle), GDK_BUTTON_MIDDLE);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (middle, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect_swapped (middle, "drag-update", G_CALLBACK (pan_cb), self);
  gtk_widget_add_controller (self->widget, motion);
  gtk_widget_add_controller (self->widget, scroll);
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (middle));
}

void
app_plane_zoom_attach (GtkWidget *widget, AppSession *session, const AppPlaneZoomClass *klass)
{
  Zoom *self = g_new0 (Zoom, 1);

  self->widget = widget;
  self->session = g_object_ref (session);
  self->klass = klass;
  self->pointer[0] = self->pointer[1] = 0.5;
  /* Controllers outlive the disposal of a widget by a moment; its data do so, too. */
  g_object_set_data_full (G_OBJECT (widget), DATA, self, zoom_free);
  add_controllers (self);
}

gboolean
app_plane_zoom_is_attached (GtkWidget *widget)
{
  return get_zoom (widget) != NULL;
}

void
app_plane_zoom_get_shown (GtkWidget *widget, StudyAxis shown[2])
{
  StudyAxis whole[2];

  get_axes (get_zoom (widget), shown, whole);
}

void
app_plane_zoom_zoom (GtkWidget *widget, const double at[2], double factor)
{
  const Zoom *self = get_zoom (widget);
  double values[2], place[2];
  StudyAxis shown[2], whole[2];

  get_axes (self, shown, whole);
  self->klass->get_anchor (widget, values);
  for (int i = 0; i < 2; i++)
    {
      place[i] = study_axis_map (&shown[i], at != NULL ? at[i] : values[i]);
      if (!(place[i] >= 0 && place[i] <= 1))
        place[i] = 0.5;
    }
  zoom (self, place, factor);
}

void
app_plane_zoom_pan (GtkWidget *widget, double right, double up)
{
  pan (get_zoom (widget), right, up);
}
