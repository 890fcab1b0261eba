/* A row of the digits page's sidebar. */
#include "app/digits/digits_row.h"

#include "app/base/listen.h"
#include "app/base/spin.h"
#include "app/base/style.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _AppDigitsRow
{
  GtkBox parent_instance;

  DigitsKey key;
  gboolean slider;
  GtkAdjustment *adjustment; /* the spin button's */
  gboolean showing;          /* nobody has touched it */
};

G_DEFINE_FINAL_TYPE (AppDigitsRow, app_digits_row, GTK_TYPE_BOX)

enum
{
  PROPERTY_OPTION = 1,
  PROPERTY_SLIDER,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint changed_signal;

/* How an option is named and stepped here. */
typedef struct
{
  const char *label; /* markup, N_() */
  double step;
  int digits; /* behind the point */
} Look;

static const Look looks[DIGITS_N_KEYS] = {
  [DIGITS_KEY_DEPTH] = { N_ ("Depth $L$"), 1, 0 },
  [DIGITS_KEY_WIDTH] = { N_ ("Width"), 10, 0 },
  [DIGITS_KEY_FUSION] = { N_ ("Fusion layer L_f"), 1, 0 },
  [DIGITS_KEY_EPOCHS] = { N_ ("Epochs"), 10, 0 },
  [DIGITS_KEY_BATCH] = { N_ ("Batch"), 50, 0 },
  [DIGITS_KEY_RATE] = { N_ ("Learning rate \\eta"), 0.01, 3 },
  [DIGITS_KEY_DECAY] = { N_ ("Decay per epoch"), 0.001, 3 },
  [DIGITS_KEY_SEED] = { N_ ("Seed"), 1, 0 },
  [DIGITS_KEY_THRESHOLD] = { N_ ("Threshold"), 0.05, 2 },
  [DIGITS_KEY_CORRUPT_A] = { N_ ("Corrupted A"), 0.05, 2 },
  [DIGITS_KEY_CORRUPT_B] = { N_ ("Corrupted B"), 0.05, 2 },
  [DIGITS_KEY_REMAINS] = { N_ ("What remains"), 0.05, 2 },
  [DIGITS_KEY_NOISE] = { N_ ("Noise"), 0.05, 2 },
  [DIGITS_KEY_REDRAW] = { N_ ("Corrupt anew"), 1, 0 },
  [DIGITS_KEY_CHECKS] = { N_ ("Tests per epoch"), 1, 0 },
  [DIGITS_KEY_TRAIN] = { N_ ("To train on"), 1000, 0 },
  [DIGITS_KEY_TEST] = { N_ ("To test on"), 500, 0 },
};

/* What a slider sets is rounded as it is shown. */
static void
value_changed_cb (AppDigitsRow *self)
{
  const double scale = pow (10, looks[self->key].digits);
  const double value = round (gtk_adjustment_get_value (self->adjustment) * scale) / scale;

  if (!self->showing)
    g_signal_emit (self, changed_signal, 0, value);
}

static GtkWidget *
make_spin (AppDigitsRow *self)
{
  GtkWidget *spin =
      gtk_spin_button_new (self->adjustment, looks[self->key].step, looks[self->key].digits);

  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 6);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (spin, "numeric");
  return spin;
}

static void
name_control (GtkWidget *control, const char *markup, const char *help)
{
  g_autofree char *spoken = plot_label_speak (markup);

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, help, -1);
}

static void
app_digits_row_constructed (GObject *object)
{
  AppDigitsRow *self = APP_DIGITS_ROW (object);
  const DigitsParameter *parameter = digits_parameter (self->key);
  const Look *look = &looks[self->key];
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *name = gtk_label_new (NULL);
  GtkWidget *spin;

  G_OBJECT_CLASS (app_digits_row_parent_class)->constructed (object);
  gtk_adjustment_configure (self->adjustment, parameter->fallback, parameter->minimum,
                            parameter->maximum, look->step, look->step, 0);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "parameter");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ (parameter->help));
  app_style_set_label (GTK_LABEL (name), _ (look->label));
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  spin = make_spin (self);
  name_control (spin, _ (look->label), _ (parameter->help));
  app_spin_name_buttons (spin);
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), spin);
  gtk_box_append (GTK_BOX (self), head);
  if (self->slider)
    {
      GtkWidget *scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);

      gtk_scale_set_digits (GTK_SCALE (scale), look->digits);
      name_control (scale, _ (look->label), _ (parameter->help));
      gtk_box_append (GTK_BOX (self), scale);
    }
}

static void
app_digits_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  AppDigitsRow *self = APP_DIGITS_ROW (object);

  if (id == PROPERTY_SLIDER)
    {
      self->slider = g_value_get_boolean (value);
      return;
    }
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    if (g_strcmp0 (g_value_get_string (value), digits_parameter (key)->name) == 0)
      {
        self->key = key;
        return;
      }
  g_critical ("%s: no option of digits", g_value_get_string (value));
}

static void
app_digits_row_class_init (AppDigitsRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = app_digits_row_constructed;
  object_class->set_property = app_digits_row_set_property;
  properties[PROPERTY_OPTION] = g_param_spec_string ("option", NULL, NULL, "depth", flags);
  properties[PROPERTY_SLIDER] = g_param_spec_boolean ("slider", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  changed_signal = g_signal_new ("changed", APP_TYPE_DIGITS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
app_digits_row_init (AppDigitsRow *self)
{
  self->showing = TRUE; /* until it is made */
  self->adjustment = gtk_adjustment_new (0, 0, 1, 1, 1, 0);
  app_listen (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
}

char *
app_digits_row_dup_name (DigitsKey key)
{
  return plot_label_speak (_ (looks[key].label));
}

DigitsKey
app_digits_row_get_key (AppDigitsRow *self)
{
  return self->key;
}

void
app_digits_row_set_value (AppDigitsRow *self, double value)
{
  gtk_adjustment_set_value (self->adjustment, value);
}

void
app_digits_row_show (AppDigitsRow *self, double value, double maximum)
{
  self->showing = TRUE;
  gtk_adjustment_set_upper (self->adjustment, maximum);
  gtk_adjustment_set_value (self->adjustment, value);
  self->showing = FALSE;
}
