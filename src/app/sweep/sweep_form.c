/* Rows over the lines of a sweep's text. */
#include "app/sweep/sweep_form.h"

#include "app/base/spin.h"
#include "model/experiment/experiment_text.h"
#include "model/experiment/key_file.h"
#include "run/sweep_text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "sweep"

struct _AppSweepForm
{
  GtkBox parent_instance;

  GtkBox *axes, *extras;
  GtkSpinButton *seeds, *stages;
  GtkCheckButton *logarithmic;

  AppSweepAxisRow *axis[RUN_SWEEP_N_AXES];
  GtkCheckButton *also[RUN_SWEEP_N_EXTRAS];
  char *text;       /* that is shown */
  gboolean showing; /* nobody has touched it */
};

G_DEFINE_FINAL_TYPE (AppSweepForm, app_sweep_form, GTK_TYPE_BOX)

static guint edited_signal;

static const struct
{
  const char *key, *title;
  RunSweepRole others[2]; /* that do not go with it; itself: none */
} axes[RUN_SWEEP_N_AXES] = {
  [RUN_SWEEP_X] = { "x", N_ ("Across"), { RUN_SWEEP_X, RUN_SWEEP_X } },
  [RUN_SWEEP_Y] = { "y", N_ ("Upwards"), { RUN_SWEEP_FAMILY, RUN_SWEEP_MARKS } },
  [RUN_SWEEP_FAMILY] = { "family", N_ ("Lines"), { RUN_SWEEP_Y, RUN_SWEEP_Y } },
  [RUN_SWEEP_MARKS] = { "marks", N_ ("Marks"), { RUN_SWEEP_Y, RUN_SWEEP_Y } },
};

static void
tell (AppSweepForm *self, const char *text)
{
  g_signal_emit (self, edited_signal, 0, text);
}

/* Takes a text over and returns one with another value, or without the key. */
static char *
edit (char *text, const char *key, const char *value)
{
  g_autofree char *before = text;

  return run_sweep_text_edit (before, GROUP, key, value);
}

/* An axis of another parameter has no name of its own any more, and the sweep no title. */
static char *
drop_names (char *text, RunSweepRole role)
{
  g_autofree char *name = g_strconcat (axes[role].key, "_name", NULL);

  return edit (edit (text, name, NULL), "title", NULL);
}

static gboolean
has_same_key (const char *axis, const char *other)
{
  const gsize n = axis != NULL ? strcspn (axis, " ") : 0;

  return other != NULL && axis != NULL && strncmp (axis, other, n) == 0 && other[n] == ' ';
}

static void
axis_cb (AppSweepForm *self, const char *axis, AppSweepAxisRow *row)
{
  int role = 0;
  g_autofree char *text = g_strdup (self->text), *before = NULL;

  while (self->axis[role] != row)
    role++;
  before = run_sweep_text_find (text, GROUP, axes[role].key);
  if (!has_same_key (axis, before))
    text = drop_names (g_steal_pointer (&text), role);
  text = edit (g_steal_pointer (&text), axes[role].key, axis);
  for (int i = 0; axis != NULL && i < 2; i++)
    if ((int) axes[role].others[i] != role)
      text = edit (drop_names (g_steal_pointer (&text), axes[role].others[i]),
                   axes[axes[role].others[i]].key, NULL);
  tell (self, text);
}

/* @least: for which there need not be a line */
static void
tell_number (AppSweepForm *self, GtkSpinButton *spin, const char *key, int least)
{
  const int value = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *number = g_strdup_printf ("%d", value), *text = NULL;

  text = run_sweep_text_edit (self->text, GROUP, key, value > least ? number : NULL);
  tell (self, text);
}

static void
seeds_cb (AppSweepForm *self)
{
  if (!self->showing)
    tell_number (self, self->seeds, "seeds", 1);
}

/* What is drawn has to be measured. */
static char *
keep_measure (char *text)
{
  g_autofree char *name = run_sweep_text_find (text, GROUP, "measure");
  g_autofree char *also = run_sweep_text_find (text, GROUP, "also");
  g_autofree char *stages = run_sweep_text_find (text, GROUP, "stages");
  g_auto (GStrv) words = g_strsplit (also != NULL ? also : "", " ", -1);
  RunSweepMeasure measure;
  gboolean kept;

  if (name == NULL || !run_sweep_measure_find (name, &measure))
    return text;
  kept = run_sweep_measure_get_extra (measure) >= 0
             ? g_strv_contains ((const char *const *) words, name)
             : run_sweep_measure_get_stage (measure) < (stages != NULL ? atoi (stages) : 0);
  return kept ? text : edit (text, "measure", NULL);
}

static void
stages_cb (AppSweepForm *self)
{
  g_autofree char *number = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->stages));
  g_autofree char *text = NULL;

  if (self->showing)
    return;
  text =
      run_sweep_text_edit (self->text, GROUP, "stages", g_str_equal (number, "0") ? NULL : number);
  text = keep_measure (g_steal_pointer (&text));
  tell (self, text);
}

static void
logarithmic_cb (AppSweepForm *self)
{
  g_autofree char *text = NULL;

  if (self->showing)
    return;
  text = run_sweep_text_edit (self->text, GROUP, "log",
                              gtk_check_button_get_active (self->logarithmic) ? "value" : NULL);
  tell (self, text);
}

/* What is ticked is drawn. */
static void
also_cb (AppSweepForm *self, GtkCheckButton *button)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (self->showing)
    return;
  for (int i = 0; i < RUN_SWEEP_N_EXTRAS; i++)
    if (gtk_check_button_get_active (self->also[i]))
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "",
                              run_sweep_measure_get_name (RUN_SWEEP_FIRST_EXTRA + i));
  text = run_sweep_text_edit (self->text, GROUP, "also", list->len > 0 ? list->str : NULL);
  for (int i = 0; i < RUN_SWEEP_N_EXTRAS; i++)
    if (self->also[i] == button && gtk_check_button_get_active (button))
      text = edit (g_steal_pointer (&text), "measure",
                   run_sweep_measure_get_name (RUN_SWEEP_FIRST_EXTRA + i));
  text = keep_measure (g_steal_pointer (&text));
  tell (self, text);
}

/* The experiment that the axes are laid through; the default one where the text has none. */
static void
read_experiment (const char *text, ModelExperiment *experiment)
{
  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), NULL);
  g_autofree char *rest = NULL;

  model_experiment_init (experiment);
  if (file == NULL)
    return;
  g_key_file_remove_group (file, GROUP, NULL);
  rest = g_key_file_to_data (file, NULL, NULL);
  if (!model_experiment_from_text (experiment, rest, NULL))
    {
      /* What is allowed along the axes alone. */
      g_autoptr (RunSweep) sweep = run_sweep_parse (text, NULL);

      if (sweep != NULL)
        *experiment = sweep->base;
    }
}

static int
read_number (const char *text, const char *key, int fallback)
{
  g_autofree char *value = run_sweep_text_find (text, GROUP, key);

  return value != NULL ? atoi (value) : fallback;
}

static gboolean
has_word (const char *text, const char *key, const char *word)
{
  g_autofree char *value = run_sweep_text_find (text, GROUP, key);
  g_auto (GStrv) words = g_strsplit (value != NULL ? value : "", " ", -1);

  return g_strv_contains ((const char *const *) words, word);
}

void
app_sweep_form_show (AppSweepForm *self, const char *text)
{
  ModelExperiment experiment;

  g_return_if_fail (text != NULL);

  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  self->showing = TRUE;
  read_experiment (text, &experiment);
  for (int role = 0; role < RUN_SWEEP_N_AXES; role++)
    {
      g_autofree char *axis = run_sweep_text_find (text, GROUP, axes[role].key);

      app_sweep_axis_row_show (self->axis[role], axis, &experiment);
    }
  gtk_spin_button_set_value (self->seeds, read_number (text, "seeds", 1));
  gtk_spin_button_set_value (self->stages, read_number (text, "stages", 0));
  gtk_check_button_set_active (self->logarithmic, has_word (text, "log", "value"));
  for (int i = 0; i < RUN_SWEEP_N_EXTRAS; i++)
    gtk_check_button_set_active (
        self->also[i],
        has_word (text, "also", run_sweep_measure_get_name (RUN_SWEEP_FIRST_EXTRA + i)));
  self->showing = FALSE;
}

AppSweepAxisRow *
app_sweep_form_get_axis (AppSweepForm *self, RunSweepRole role)
{
  return self->axis[role];
}

GtkSpinButton *
app_sweep_form_get_seeds (AppSweepForm *self)
{
  return self->seeds;
}

GtkCheckButton *
app_sweep_form_get_also (AppSweepForm *self, RunSweepMeasure measure)
{
  const int extra = run_sweep_measure_get_extra (measure);

  return extra >= 0 ? self->also[extra] : NULL;
}

static void
app_sweep_form_finalize (GObject *object)
{
  g_free (APP_SWEEP_FORM (object)->text);
  G_OBJECT_CLASS (app_sweep_form_parent_class)->finalize (object);
}

static void
app_sweep_form_class_init (AppSweepFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_sweep_form_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/plateau_lab/Plateau/ui/sweep_form.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSweepForm, axes);
  gtk_widget_class_bind_template_child (widget_class, AppSweepForm, extras);
  gtk_widget_class_bind_template_child (widget_class, AppSweepForm, seeds);
  gtk_widget_class_bind_template_child (widget_class, AppSweepForm, stages);
  gtk_widget_class_bind_template_child (widget_class, AppSweepForm, logarithmic);
  gtk_widget_class_bind_template_callback (widget_class, seeds_cb);
  gtk_widget_class_bind_template_callback (widget_class, stages_cb);
  gtk_widget_class_bind_template_callback (widget_class, logarithmic_cb);
  edited_signal = g_signal_new ("edited", APP_TYPE_SWEEP_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
app_sweep_form_init (AppSweepForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_range (self->stages, 0, RUN_SWEEP_STAGES_MAX);
  app_spin_name_buttons (GTK_WIDGET (self->seeds));
  app_spin_name_buttons (GTK_WIDGET (self->stages));
  for (int role = 0; role < RUN_SWEEP_N_AXES; role++)
    {
      self->axis[role] = app_sweep_axis_row_new (_ (axes[role].title), role == RUN_SWEEP_X);
      g_signal_connect_swapped (self->axis[role], "edited", G_CALLBACK (axis_cb), self);
      gtk_box_append (self->axes, GTK_WIDGET (self->axis[role]));
    }
  for (int i = 0; i < RUN_SWEEP_N_EXTRAS; i++)
    {
      GtkWidget *button =
          gtk_check_button_new_with_label (run_sweep_measure_get_title (RUN_SWEEP_FIRST_EXTRA + i));

      self->also[i] = GTK_CHECK_BUTTON (button);
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (also_cb), self);
      gtk_box_append (self->extras, button);
    }
}
