/* The widget around a plot over epochs: drawing, hover, scrubbing, spoken summary. */
#include "app/card/plot_view.h"

#include "app/base/listen.h"
#include "app/base/painter.h"
#include "app/base/style.h"
#include "app/session/session_view.h"
#include "plot/draw/label.h"
#include "plot/time/timeplot.h"
#include "study/summary.h"

#include <math.h>

#define CURSOR_FRACTION 0.01
/* A notch of the wheel. */
#define ZOOM_STEP 1.25
#define PAN_STEP 0.1

struct _AppPlotView
{
  GtkWidget parent_instance;

  AppSession *session;
  AppPlotDrawFunc draw;
  AppPlotDescribeFunc describe;
  AppPlotFillFunc fill; /* or NULL */
  gpointer fill_data;
  PlotArea area; /* what is drawn: see app/base/painter.h */
  PlotTheme theme;
  StudyRun run;
  PlotArea inner;         /* of the last drawing */
  double playhead_before; /* the click: a double click is not meant to move it */
  gboolean dragging;
  double dragged_to; /* pixels from where the drag began */
  double pinched;    /* scale so far */
  double pointer;    /* x */
};

G_DEFINE_FINAL_TYPE (AppPlotView, app_plot_view, GTK_TYPE_WIDGET)

static void
prepare (GtkWidget *widget)
{
  AppPlotView *self = APP_PLOT_VIEW (widget);

  app_style_init_plot (widget, &self->theme, &self->area);
  plot_label_name_modalities (&self->theme, app_session_get_experiment (self->session));
  app_session_get_run (self->session, &self->run);
  if (self->fill != NULL)
    self->fill (&self->run, self->fill_data);
}

static void
draw_plot (gpointer widget, cairo_t *cr)
{
  AppPlotView *self = widget;

  self->draw (cr, &self->area, &self->run, &self->theme);
  self->inner = plot_timeplot_inner (cr, &self->area, &self->theme);
}

static const AppPainterClass painter = { prepare, draw_plot };

static void
app_plot_view_dispose (GObject *object)
{
  g_clear_object (&APP_PLOT_VIEW (object)->session);
  G_OBJECT_CLASS (app_plot_view_parent_class)->dispose (object);
}

static void
app_plot_view_class_init (AppPlotViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_plot_view_dispose;
  app_painter_init_class (widget_class);
}

/* The whole epoch at x, or NAN beside the axes. */
static double
get_epoch_at (AppPlotView *self, double x)
{
  double fraction = (x - self->inner.x) / fmax (self->inner.width, 1);
  StudyRun run;

  if (!(fraction >= 0 && fraction <= 1))
    return NAN;
  app_session_get_run (self->session, &run);
  return CLAMP (round (study_axis_unmap (&run.epochs, fraction)), 0,
                app_session_get_last_epoch (self->session));
}

static void
describe (AppPlotView *self, char *text)
{
  app_style_describe (GTK_WIDGET (self), text);
  g_free (text);
}

static void
curve_changed_cb (AppPlotView *self)
{
  app_painter_queue (GTK_WIDGET (self));
  /* Not while it streams: a summary of every frame would keep a screen reader talking. */
  if (app_session_is_complete (self->session))
    describe (self, self->describe (app_session_get_snapshot (self->session),
                                    app_session_get_phases (self->session)));
}

static void
motion_cb (AppPlotView *self, double x, double y)
{
  self->pointer = x;
  app_session_set_hover (self->session, get_epoch_at (self, x));
}

static void
clear_hover_cb (AppPlotView *self)
{
  app_session_set_hover (self->session, NAN);
}

static void
scrub (AppPlotView *self, double x)
{
  double inside = CLAMP (x, self->inner.x, self->inner.x + self->inner.width);

  app_session_set_playing (self->session, FALSE);
  app_session_set_playhead (self->session, get_epoch_at (self, inside));
  app_session_set_hover (self->session, NAN);
}

static void
drag_begin_cb (AppPlotView *self, double x, double y)
{
  self->dragging = FALSE;
  self->dragged_to = 0;
}

/* A part of the run follows the pointer; of a run in sight as a whole, the playhead does. */
static void
drag_to (AppPlotView *self, double x, double dx)
{
  if (!app_view_history_is_zoomed (app_session_get_view_history (self->session)))
    {
      scrub (self, x + dx);
      return;
    }
  app_session_pan (self->session, (self->dragged_to - dx) / fmax (self->inner.width, 1));
  self->dragged_to = dx;
}

static double
get_fraction (AppPlotView *self, double x)
{
  return CLAMP ((x - self->inner.x) / fmax (self->inner.width, 1), 0.0, 1.0);
}

/* The wheel zooms where the pointer is; sideways, or with Shift, it pans. */
static gboolean
scroll_cb (AppPlotView *self, double dx, double dy, GtkEventController *scroll)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (scroll);
  const double sideways = state & GDK_SHIFT_MASK ? dy : dx;

  if (sideways != 0)
    app_session_pan (self->session, PAN_STEP * sideways);
  else
    app_session_zoom (self->session, get_fraction (self, self->pointer), pow (ZOOM_STEP, -dy));
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (AppPlotView *self)
{
  self->pinched = 1;
}

static void
pinch_cb (AppPlotView *self, double scale, GtkGesture *pinch)
{
  double x, y;

  if (!gtk_gesture_get_bounding_box_center (pinch, &x, &y) || !(scale > 0))
    return;
  app_session_zoom (self->session, get_fraction (self, x), scale / self->pinched);
  self->pinched = scale;
}

static void
drag_update_cb (AppPlotView *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  if (!self->dragging && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy))
    return;
  self->dragging = TRUE;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  drag_to (self, x, dx);
}

static void
pressed_cb (AppPlotView *self, int n_press, double x, double y)
{
  if (n_press == 1)
    self->playhead_before = app_session_get_playhead (self->session);
  else
    app_session_set_playhead (self->session, self->playhead_before);
}

static void
released_cb (AppPlotView *self, int n_press, double x, double y)
{
  if (n_press == 1 && !self->dragging && !isnan (get_epoch_at (self, x)))
    scrub (self, x);
}

static gboolean
move_hover (AppPlotView *self, double by)
{
  double last = app_session_get_last_epoch (self->session);
  double hover = app_session_get_hover (self->session);
  double from = isnan (hover) ? app_session_get_playhead (self->session) : hover;
  double to = CLAMP (round (from + by), 0, last);

  app_session_set_hover (self->session, to);
  describe (self, study_summary_describe_epoch (app_session_get_snapshot (self->session), to));
  return TRUE;
}

static gboolean
key_pressed_cb (AppPlotView *self, guint key, guint code, GdkModifierType state)
{
  double last = app_session_get_last_epoch (self->session);
  double step = (state & GDK_SHIFT_MASK) ? fmax (1, CURSOR_FRACTION * last) : 1;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_hover (self, -step);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_hover (self, step);
    case GDK_KEY_Home:
      return move_hover (self, -last);
    case GDK_KEY_End:
      return move_hover (self, last);
    case GDK_KEY_Escape:
      if (isnan (app_session_get_hover (self->session)))
        return FALSE;
      clear_hover_cb (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
add_controllers (AppPlotView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (clear_hover_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (clear_hover_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_gesture_group (click, drag);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static void
app_plot_view_init (AppPlotView *self)
{
  app_painter_attach (GTK_WIDGET (self), &painter);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  add_controllers (self);
}

GtkWidget *
app_plot_view_new (AppSession *session,
                   const char *name,
                   AppPlotDrawFunc draw,
                   AppPlotDescribeFunc describe_func)
{
  AppPlotView *self = g_object_new (APP_TYPE_PLOT_VIEW, NULL);

  self->session = g_object_ref (session);
  self->draw = draw;
  self->describe = describe_func;
  app_listen (session, "curve-changed", G_CALLBACK (curve_changed_cb), self);
  app_listen (session, "playhead-changed", G_CALLBACK (app_painter_queue), self);
  app_listen (session, "view-changed", G_CALLBACK (app_painter_queue), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

void
app_plot_view_set_fill (AppPlotView *self, AppPlotFillFunc fill, gpointer data)
{
  g_return_if_fail (APP_IS_PLOT_VIEW (self));

  self->fill = fill;
  self->fill_data = data;
}
