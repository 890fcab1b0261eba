/* Rows of pins, made anew when pins come or go, relabelled as the run changes. */
#include "app/panel/pin_list.h"

#include "app/base/listen.h"
#include "app/base/style.h"
#include "app/base/tooltip.h"
#include "plot/draw/label.h"
#include "plot/draw/run_pen.h"

#include <glib/gi18n-lib.h>

#define SAMPLE_WIDTH 30
#define SAMPLE_HEIGHT 14

typedef enum
{
  DRAWN,
  EXPECTED, /* is still to be trained */
  GIVEN_UP  /* could not be, or was stopped */
} State;

struct _AppPinList
{
  GtkBox parent_instance;

  AppSession *session;
  int n;
  GtkLabel *labels[STUDY_PINS_MAX];
  char *texts[STUDY_PINS_MAX]; /* that the labels show */
  int slots[STUDY_PINS_MAX];
  State states[STUDY_PINS_MAX];
};

G_DEFINE_FINAL_TYPE (AppPinList, app_pin_list, GTK_TYPE_BOX)

static void
forget_texts (AppPinList *self)
{
  for (int i = 0; i < STUDY_PINS_MAX; i++)
    g_clear_pointer (&self->texts[i], g_free);
}

static void
app_pin_list_dispose (GObject *object)
{
  AppPinList *self = APP_PIN_LIST (object);

  forget_texts (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_pin_list_parent_class)->dispose (object);
}

static void
app_pin_list_class_init (AppPinListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_pin_list_dispose;
}

static void
app_pin_list_init (AppPinList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pins");
}

/* The line as the plots draw it. */
static void
draw_sample (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  PlotTheme theme;
  PlotPen pen;

  app_style_init_theme (GTK_WIDGET (area), &theme);
  plot_run_pen_get (study_compared_run_pin_style (GPOINTER_TO_INT (data)), &theme, &pen);
  plot_theme_set_source (cr, &pen.color);
  cairo_set_line_width (cr, pen.width);
  plot_pen_set_dash (cr, &pen);
  cairo_move_to (cr, 0, height / 2.0);
  cairo_line_to (cr, width, height / 2.0);
  cairo_stroke (cr);
}

static GtkWidget *
make_sample (int slot)
{
  GtkWidget *sample = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (sample), SAMPLE_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (sample), SAMPLE_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (sample), draw_sample, GINT_TO_POINTER (slot),
                                  NULL);
  gtk_widget_set_valign (sample, GTK_ALIGN_CENTER);
  app_style_follow_style (sample);
  return sample;
}

/* @text: taken over */
static void
set_up_button (GtkWidget *button, const char *action, int i, char *text)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", i);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_free (text);
}

static GtkWidget *
make_button (const char *icon, const char *action, int i, char *text)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  set_up_button (button, action, i, text);
  return button;
}

/* Shows the difference; of one that is not trained, begins again. */
static GtkWidget *
make_first_button (AppPinList *self, int i)
{
  GtkWidget *minus;

  if (self->states[i] == GIVEN_UP)
    return make_button ("view-refresh-symbolic", "win.retrain", i,
                        g_strdup_printf (_ ("Train pin %d again"), i + 1));
  minus = gtk_toggle_button_new_with_label ("−");
  set_up_button (minus, "win.difference", i,
                 g_strdup_printf (_ ("Show the difference to pin %d (D)"), i + 1));
  return minus;
}

static void
append_row (AppPinList *self, int i)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  self->labels[i] = GTK_LABEL (label);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (self->states[i] != DRAWN)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (row), make_sample (self->slots[i]));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), make_first_button (self, i));
  gtk_box_append (GTK_BOX (row), make_button ("window-close-symbolic", "win.unpin", i,
                                              g_strdup_printf (_ ("Remove pin %d"), i + 1)));
  gtk_box_append (GTK_BOX (self), row);
}

static State
get_state (StudyPins *pins, int i)
{
  if (study_pins_get (pins, i) != NULL)
    return DRAWN;
  return study_pins_get_problem (pins, i) != NULL ? GIVEN_UP : EXPECTED;
}

static gboolean
has_other_rows (AppPinList *self, StudyPins *pins)
{
  if (self->n != study_pins_count (pins))
    return TRUE;
  for (int i = 0; i < self->n; i++)
    if (self->slots[i] != study_pins_get_slot (pins, i) || self->states[i] != get_state (pins, i))
      return TRUE;
  return FALSE;
}

static void
rebuild (AppPinList *self, StudyPins *pins)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  forget_texts (self);
  self->n = study_pins_count (pins);
  for (int i = 0; i < self->n; i++)
    {
      self->slots[i] = study_pins_get_slot (pins, i);
      self->states[i] = get_state (pins, i);
      append_row (self, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->n > 0);
}

/* What the label may cut off, and why it is dim. Owned by the caller. */
static char *
make_tooltip (StudyPins *pins, int i, const char *text)
{
  g_autofree char *spoken = plot_label_speak (text);

  switch (get_state (pins, i))
    {
    case EXPECTED:
      return g_strdup_printf (_ ("%s: is being trained again"), spoken);
    case GIVEN_UP:
      return g_strdup_printf (_ ("%s: is not trained: %s"), spoken,
                              study_pins_get_problem (pins, i));
    default:
      return g_steal_pointer (&spoken);
    }
}

static void
update (AppPinList *self)
{
  StudyPins *pins = app_session_get_pins (self->session);
  const ModelSnapshot *run = app_session_get_snapshot (self->session);

  if (has_other_rows (self, pins))
    rebuild (self, pins);
  for (int i = 0; i < self->n && run != NULL; i++)
    {
      g_autofree char *text = study_pins_describe (pins, i, run);
      g_autofree char *tooltip = NULL;

      if (g_strcmp0 (text, self->texts[i]) == 0)
        continue;
      tooltip = make_tooltip (pins, i, text);
      app_style_set_label (self->labels[i], text);
      app_tooltip_set_text (GTK_WIDGET (self->labels[i]), tooltip);
      g_free (self->texts[i]);
      self->texts[i] = g_steal_pointer (&text);
    }
}

void
app_pin_list_set_session (AppPinList *self, AppSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  app_listen (session, "view-changed", G_CALLBACK (update), self);
  app_listen (session, "run-changed", G_CALLBACK (update), self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
