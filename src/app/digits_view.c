/* The widget around a plot of digits. */
#include "app/digits_view.h"

#include "app/look.h"

#include <math.h>

#define LEAST_WIDTH 22.0

struct _AppDigitsView
{
  GtkWidget parent_instance;

  AppDigitsDrawFunc draw;
  AppDigitsDescribeFunc describe;
  double height;      /* font sizes */
  DigitsState *state; /* or NULL */
};

G_DEFINE_FINAL_TYPE (AppDigitsView, app_digits_view, GTK_TYPE_WIDGET)

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
  app_look_init_plot (widget, &theme, &area);
  self->draw (cr, &area, self->state, &theme);
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

  app_look_init_theme (widget, &theme);
  *minimum = *natural = (int) ceil (
      theme.font_size * (orientation == GTK_ORIENTATION_VERTICAL ? height : LEAST_WIDTH));
  *minimum_baseline = *natural_baseline = -1;
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
  gtk_widget_class_set_css_name (widget_class, "digitsview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_digits_view_init (AppDigitsView *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  app_look_follow_style (GTK_WIDGET (self));
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
app_digits_view_set_state (AppDigitsView *self, DigitsState *state)
{
  g_autofree char *text = self->describe != NULL ? self->describe (state) : NULL;

  digits_state_ref (state);
  g_clear_pointer (&self->state, digits_state_unref);
  self->state = state;
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
