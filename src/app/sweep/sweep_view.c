/* Draws a sweep's results, finds the point under the pointer. */
#include "app/sweep/sweep_view.h"

#include "app/base/canvas.h"
#include "app/base/clock.h"
#include "app/base/plot_menu.h"
#include "app/base/style.h"
#include "app/sweep/sweep_words.h"
#include "plot/sweep/sweep_plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PADDING 0.8 /* font sizes */
/* With so many points a picture takes longer than a frame: it is drawn a few times a second. */
#define MANY_POINTS 2000
#define MANY_INTERVAL 200 /* ms */

struct _AppSweepView
{
  GtkWidget parent_instance;

  StudySweepResults *results; /* borrowed, or NULL */
  char *spoken;               /* the summary of them */
  guint update;               /* the pending timeout, or 0 */
};

G_DEFINE_FINAL_TYPE (AppSweepView, app_sweep_view, GTK_TYPE_WIDGET)

static guint activated_signal;

static PlotArea
get_area (AppSweepView *self, const PlotTheme *theme)
{
  const double padding = PADDING * theme->font_size;

  return (PlotArea){ padding, padding,
                     fmax (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * padding, 1),
                     fmax (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * padding, 1) };
}

static void
app_sweep_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppSweepView *self = APP_SWEEP_VIEW (widget);
  PlotTheme theme;
  PlotArea area;
  cairo_t *cr;

  if (self->results == NULL)
    return;
  cr = app_canvas_begin (widget);
  app_style_init_theme (widget, &theme);
  area = get_area (self, &theme);
  plot_sweep_draw (cr, &area, self->results, &theme);
  app_canvas_end (cr, snapshot);
}

static int
find_point (AppSweepView *self, double x, double y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  PlotTheme theme;
  PlotArea area;
  int point;

  app_style_init_theme (GTK_WIDGET (self), &theme);
  area = get_area (self, &theme);
  point = plot_sweep_find (cr, self->results, &area, x, y, &theme);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return point;
}

/* Said again only where it has changed. */
static void
describe (AppSweepView *self)
{
  g_autofree char *text =
      self->results != NULL ? app_sweep_words_summary (self->results) : g_strdup ("");

  if (g_strcmp0 (text, self->spoken) == 0)
    return;
  app_style_describe (GTK_WIDGET (self), text);
  g_free (self->spoken);
  self->spoken = g_steal_pointer (&text);
}

static void
redraw (AppSweepView *self)
{
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_hover (AppSweepView *self, int point)
{
  if (self->results == NULL || self->results->hover == point)
    return;
  self->results->hover = point;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), point >= 0 ? "pointer" : NULL);
  redraw (self);
}

static void
motion_cb (AppSweepView *self, double x, double y)
{
  if (self->results != NULL)
    set_hover (self, find_point (self, x, y));
}

static void
leave_cb (AppSweepView *self)
{
  set_hover (self, -1);
}

static void
activate (AppSweepView *self)
{
  if (self->results != NULL && self->results->hover >= 0)
    g_signal_emit (self, activated_signal, 0, self->results->hover);
}

static void
released_cb (AppSweepView *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  motion_cb (self, x, y);
  activate (self);
}

/* The next point, in the order of the cells, that has something to show. */
static void
step (AppSweepView *self, int direction)
{
  const int n = self->results->sweep->n_points;
  int point = self->results->hover;

  if (point < 0)
    point = direction > 0 ? -1 : n;
  for (point += direction; point >= 0 && point < n; point += direction)
    if (self->results->points[point].n_done > 0 ||
        !isnan (study_sweep_results_get_map_theory (self->results, point)))
      {
        set_hover (self, point);
        return;
      }
}

static gboolean
key_cb (AppSweepView *self, guint key, guint code, GdkModifierType state)
{
  if (self->results == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      step (self, key == GDK_KEY_Right ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      activate (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
app_sweep_view_dispose (GObject *object)
{
  AppSweepView *self = APP_SWEEP_VIEW (object);

  g_clear_handle_id (&self->update, g_source_remove);
  self->results = NULL;
  G_OBJECT_CLASS (app_sweep_view_parent_class)->dispose (object);
}

static void
app_sweep_view_finalize (GObject *object)
{
  g_free (APP_SWEEP_VIEW (object)->spoken);
  G_OBJECT_CLASS (app_sweep_view_parent_class)->finalize (object);
}

static void
app_sweep_view_class_init (AppSweepViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_sweep_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_sweep_view_finalize;
  widget_class->snapshot = app_sweep_view_snapshot;
  app_style_init_plot_class (widget_class);
  activated_signal = g_signal_new ("point-activated", APP_TYPE_SWEEP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
app_sweep_view_init (AppSweepView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_add_css_class (widget, "card");
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  app_style_follow_style (widget);
  gtk_widget_set_name (widget, "sweep");
  app_plot_menu_attach (widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Results of the sweep"), -1);
}

void
app_sweep_view_set_results (AppSweepView *self, StudySweepResults *results)
{
  self->results = results;
  redraw (self);
}

static void
update_cb (gpointer data)
{
  AppSweepView *self = data;

  self->update = 0;
  redraw (self);
}

void
app_sweep_view_update (AppSweepView *self)
{
  if (self->results == NULL || self->update != 0)
    return;
  if (self->results->sweep->n_points > MANY_POINTS)
    self->update = app_clock_call_later (MANY_INTERVAL, update_cb, self);
  else
    redraw (self);
}
