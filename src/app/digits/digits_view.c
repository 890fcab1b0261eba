/* The widget around a plot of digits. */
#include "app/digits/digits_view.h"

#include "app/base/plot_menu.h"
#include "app/base/style.h"
#include "plot/digits/digits_curves.h"

#include <math.h>

#define LEAST_WIDTH 22.0

struct _AppDigitsView
{
  GtkWidget parent_instance;

  AppDigitsDrawFunc draw;
  AppDigitsDescribeFunc describe;
  AppDigitsHoverFunc draw_hover; /* or NULL */
  int hover;                     /* row, or -1 */
  double height;                 /* font sizes */
  DigitsState *state;            /* or NULL */
};

G_DEFINE_FINAL_TYPE (AppDigitsView, app_digits_view, GTK_TYPE_WIDGET)

static guint hovered_signal;

static void
app_digits_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppDigitsView *self = APP_DIGITS_VIEW (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  PlotArea area;
  PlotTheme theme;
  cairo_t *cr;

  if (self->state == NULL || self->draw == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  app_style_init_plot (widget, &theme, &area);
  self->draw (cr, &area, self->state, &theme);
  if (self->draw_hover != NULL)
    self->draw_hover (cr, &area, self->state, self->hover, &theme);
  cairo_destroy (cr);
}

/* Grows with the text. */
static void
app_digits_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  const double height = APP_DIGITS_VIEW (widget)->height;
  PlotTheme theme;

  app_style_init_theme (widget, &theme);
  *minimum = *natural = (int) ceil (
      theme.font_size * (orientation == GTK_ORIENTATION_VERTICAL ? height : LEAST_WIDTH));
  *minimum_baseline = *natural_baseline = -1;
}

static void
want (AppDigitsView *self, int row)
{
  if (row != self->hover)
    g_signal_emit (self, hovered_signal, 0, row);
}

static void
motion_cb (AppDigitsView *self, double x, double y)
{
  PlotTheme theme;
  PlotArea area;

  if (self->state == NULL)
    return;
  app_style_init_plot (GTK_WIDGET (self), &theme, &area);
  want (self, plot_digits_curves_find_row (&area, self->state, x, &theme));
}

static void
leave_cb (AppDigitsView *self)
{
  want (self, -1);
}

static void
pressed_cb (AppDigitsView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
key_cb (AppDigitsView *self, guint key, guint code, GdkModifierType state)
{
  const int last = self->state != NULL ? self->state->n_rows - 1 : -1;

  if (last < 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
      want (self, self->hover < 0 ? last : MAX (self->hover - 1, 0));
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      want (self, MIN (self->hover + 1, last));
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      want (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      want (self, last);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      want (self, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
app_digits_view_dispose (GObject *object)
{
  g_clear_pointer (&APP_DIGITS_VIEW (object)->state, digits_state_unref);
  G_OBJECT_CLASS (app_digits_view_parent_class)->dispose (object);
}

static void
app_digits_view_class_init (AppDigitsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_digits_view_dispose;
  widget_class->snapshot = app_digits_view_snapshot;
  widget_class->measure = app_digits_view_measure;
  hovered_signal = g_signal_new ("hovered", APP_TYPE_DIGITS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "digitsview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_digits_view_init (AppDigitsView *self)
{
  self->hover = -1;
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  app_style_follow_style (GTK_WIDGET (self));
  app_plot_menu_attach (GTK_WIDGET (self));
}

void
app_digits_view_set_up (AppDigitsView *self,
                        const char *name,
                        double height,
                        AppDigitsDrawFunc draw,
                        AppDigitsDescribeFunc describe)
{
  self->height = height;
  self->draw = draw;
  self->describe = describe;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
app_digits_view_set_up_hover (AppDigitsView *self, AppDigitsHoverFunc draw_hover)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->draw_hover = draw_hover;
  gtk_widget_set_focusable (widget, TRUE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static void
redraw (AppDigitsView *self)
{
  g_autofree char *text = self->describe != NULL ? self->describe (self->state, self->hover) : NULL;

  if (text != NULL)
    app_style_describe (GTK_WIDGET (self), text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
app_digits_view_set_hover (AppDigitsView *self, int row)
{
  g_return_if_fail (APP_IS_DIGITS_VIEW (self) && self->state != NULL);
  g_return_if_fail (row < self->state->n_rows);

  self->hover = row;
  redraw (self);
}

int
app_digits_view_get_hover (AppDigitsView *self)
{
  return self->hover;
}

void
app_digits_view_set_state (AppDigitsView *self, DigitsState *state)
{
  digits_state_ref (state);
  g_clear_pointer (&self->state, digits_state_unref);
  self->state = state;
  if (self->hover >= state->n_rows)
    self->hover = -1;
  redraw (self);
}
