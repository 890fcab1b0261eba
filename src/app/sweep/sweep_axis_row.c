/* An axis as widgets, which say what they show as text. */
#include "app/sweep/sweep_axis_row.h"

#include "app/base/style.h"
#include "plot/draw/label.h"
#include "run/sweep_axis_text.h"
#include "study/parameter_text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AppSweepAxisRow
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkDropDown *parameter, *kind;
  GtkWidget *details, *range, *choices;
  GtkEntry *part[3], *list;
  GtkButton *around;

  gboolean needed;
  ModelExperiment experiment;
  RunSweepAxisText shown; /* of an axis that is there */
  gboolean used;
  ModelKey keys[MODEL_N_KEYS]; /* that are offered */
  int n_keys;
  gboolean showing; /* nobody has touched it */
};

G_DEFINE_FINAL_TYPE (AppSweepAxisRow, app_sweep_axis_row, GTK_TYPE_BOX)

static guint edited_signal;

static void
tell (AppSweepAxisRow *self, const char *axis)
{
  g_signal_emit (self, edited_signal, 0, axis);
}

static void
tell_shown (AppSweepAxisRow *self)
{
  g_autofree char *axis = run_sweep_axis_text_write (&self->shown);

  tell (self, axis);
}

static void
set_part (AppSweepAxisRow *self, int i, const char *text)
{
  g_free (self->shown.part[i]);
  self->shown.part[i] = g_strstrip (g_strdup (text));
}

/* Takes over what was typed. */
static void
commit_cb (AppSweepAxisRow *self)
{
  const gboolean is_list = self->shown.values == RUN_SWEEP_VALUES_LIST;
  gboolean changed = FALSE;

  if (self->showing || !self->used)
    return;
  for (int i = 0; i < (is_list ? 1 : 3); i++)
    {
      GtkEntry *entry = is_list ? self->list : self->part[i];
      const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

      if (g_strcmp0 (text, self->shown.part[i]) == 0)
        continue;
      set_part (self, i, text);
      changed = TRUE;
    }
  if (changed)
    tell_shown (self);
}

static void
suggest (AppSweepAxisRow *self, ModelKey key)
{
  g_autofree char *axis = run_sweep_axis_text_suggest (key, &self->experiment);

  tell (self, axis);
}

static void
around_cb (AppSweepAxisRow *self)
{
  if (self->used)
    suggest (self, self->shown.key);
}

static void
parameter_cb (AppSweepAxisRow *self)
{
  const guint selected = gtk_drop_down_get_selected (self->parameter);
  const guint first = self->needed ? 0 : 1;

  if (self->showing || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected < first)
    tell (self, NULL);
  else
    suggest (self, self->keys[selected - first]);
}

/* A range as a list of its values, as far as they can be read; a list as the range that it spans.
 */
static void
convert (AppSweepAxisRow *self, RunSweepValues values)
{
  RunSweepAxis axis = { .n = 0 };
  g_autofree char *text = run_sweep_axis_text_write (&self->shown);
  g_autofree char *first = NULL, *last = NULL, *count = NULL;
  g_autoptr (GString) list = g_string_new (NULL);

  if (run_sweep_axis_parse (&axis, "x", text, NULL))
    {
      for (int i = 0; i < axis.n; i++)
        {
          g_autofree char *value = run_sweep_axis_format (&axis, axis.values[i]);

          g_string_append_printf (list, "%s%s", i > 0 ? " " : "", value);
        }
      first = run_sweep_axis_format (&axis, axis.values[0]);
      last = run_sweep_axis_format (&axis, axis.values[axis.n - 1]);
      count = g_strdup_printf ("%d", axis.n);
    }
  if (values == RUN_SWEEP_VALUES_LIST)
    set_part (self, 0, list->str);
  else if (self->shown.values == RUN_SWEEP_VALUES_LIST)
    {
      set_part (self, 0, first != NULL ? first : "");
      set_part (self, 1, last != NULL ? last : "");
      set_part (self, 2, count != NULL ? count : "");
    }
  self->shown.values = values;
  run_sweep_axis_clear (&axis);
}

static void
kind_cb (AppSweepAxisRow *self)
{
  const guint selected = gtk_drop_down_get_selected (self->kind);

  if (self->showing || !self->used || selected >= RUN_SWEEP_N_VALUES ||
      selected == (guint) self->shown.values)
    return;
  convert (self, (RunSweepValues) selected);
  tell_shown (self);
}

/* In the order of the table. */
static void
choice_cb (AppSweepAxisRow *self)
{
  const ModelParameter *p = model_parameter (self->shown.key);
  g_autoptr (GString) list = g_string_new (NULL);
  int i = 0;

  if (self->showing || !self->used)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (self->choices); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", p->choices[i].name);
  set_part (self, 0, list->str);
  tell_shown (self);
}

static gboolean
has_word (const char *text, const char *word)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strv_contains ((const char *const *) words, word);
}

static void
show_choices (AppSweepAxisRow *self)
{
  const ModelParameter *p = model_parameter (self->shown.key);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->choices)) != NULL)
    gtk_box_remove (GTK_BOX (self->choices), child);
  for (int i = 0; self->used && p->choices != NULL && p->choices[i].name != NULL; i++)
    {
      child =
          gtk_check_button_new_with_label (study_parameter_text_get_choice (self->shown.key, i));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child),
                                   has_word (self->shown.part[0], p->choices[i].name));
      g_signal_connect_swapped (child, "toggled", G_CALLBACK (choice_cb), self);
      gtk_box_append (GTK_BOX (self->choices), child);
    }
}

static gboolean
is_offered (const AppSweepAxisRow *self, ModelKey key)
{
  if (self->used && self->shown.key == key)
    return TRUE;
  return run_sweep_axis_text_can_sweep (key) && model_parameter_applies (&self->experiment, key);
}

static void
fill_parameters (AppSweepAxisRow *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  ModelKey keys[MODEL_N_KEYS];
  int n = 0;

  if (!self->needed)
    gtk_string_list_append (list, _ ("None"));
  for (int key = 0; key < MODEL_N_KEYS; key++)
    if (is_offered (self, key))
      {
        g_autofree char *name = plot_label_speak (_ (model_parameter (key)->label));

        keys[n++] = key;
        gtk_string_list_append (list, name);
      }
  if (n == self->n_keys && memcmp (keys, self->keys, n * sizeof *keys) == 0)
    return;
  memcpy (self->keys, keys, n * sizeof *keys);
  self->n_keys = n;
  gtk_drop_down_set_model (self->parameter, G_LIST_MODEL (list));
}

guint
app_sweep_axis_row_find_parameter (AppSweepAxisRow *self, ModelKey key)
{
  for (int i = 0; i < self->n_keys; i++)
    if (self->keys[i] == key)
      return (guint) (i + (self->needed ? 0 : 1));
  return self->needed ? GTK_INVALID_LIST_POSITION : 0;
}

GtkDropDown *
app_sweep_axis_row_get_parameter (AppSweepAxisRow *self)
{
  return self->parameter;
}

static void
show_values (AppSweepAxisRow *self)
{
  const gboolean is_choice = model_parameter (self->shown.key)->type == MODEL_TYPE_CHOICE;
  const gboolean is_list = self->shown.values == RUN_SWEEP_VALUES_LIST;
  const gboolean is_word = model_parameter (self->shown.key)->zero != NULL &&
                           model_experiment_get (&self->experiment, self->shown.key) == 0;
  g_autofree char *value = model_experiment_format_value (&self->experiment, self->shown.key);
  g_autofree char *around =
      is_word ? g_strdup (_ ("Usual values")) : g_strdup_printf (_ ("Around %s"), value);

  show_choices (self);
  gtk_widget_set_visible (self->choices, is_choice);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), !is_choice);
  gtk_widget_set_visible (GTK_WIDGET (self->around), !is_choice);
  gtk_widget_set_visible (self->range, !is_choice && !is_list);
  gtk_widget_set_visible (GTK_WIDGET (self->list), !is_choice && is_list);
  gtk_button_set_label (self->around, around);
  gtk_drop_down_set_selected (self->kind, self->shown.values);
  for (int i = 0; i < 3 && !is_list; i++)
    gtk_editable_set_text (GTK_EDITABLE (self->part[i]), self->shown.part[i]);
  if (is_list)
    gtk_editable_set_text (GTK_EDITABLE (self->list), self->shown.part[0]);
}

void
app_sweep_axis_row_show (AppSweepAxisRow *self, const char *axis, const ModelExperiment *experiment)
{
  self->showing = TRUE;
  run_sweep_axis_text_clear (&self->shown);
  self->used = axis != NULL && run_sweep_axis_text_read (&self->shown, axis);
  self->experiment = *experiment;
  fill_parameters (self);
  gtk_drop_down_set_selected (self->parameter,
                              self->used ? app_sweep_axis_row_find_parameter (self, self->shown.key)
                              : self->needed ? GTK_INVALID_LIST_POSITION
                                             : 0);
  gtk_widget_set_visible (self->details, self->used);
  if (self->used)
    show_values (self);
  self->showing = FALSE;
}

static void
app_sweep_axis_row_finalize (GObject *object)
{
  run_sweep_axis_text_clear (&APP_SWEEP_AXIS_ROW (object)->shown);
  G_OBJECT_CLASS (app_sweep_axis_row_parent_class)->finalize (object);
}

static void
app_sweep_axis_row_class_init (AppSweepAxisRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_sweep_axis_row_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/plateau_lab/Plateau/ui/sweep_axis_row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSweepAxisRow, title);
  gtk_widget_class_bind_template_child (widget_class, AppSweepAxisRow, parameter);
  gtk_widget_class_bind_template_child (widget_class, AppSweepAxisRow, kind);
  gtk_widget_class_bind_template_child (widget_class, AppSweepAxisRow, details);
  gtk_widget_class_bind_template_child (widget_class, AppSweepAxisRow, range);
  gtk_widget_class_bind_template_child (widget_class, AppSweepAxisRow, choices);
  gtk_widget_class_bind_template_child (widget_class, AppSweepAxisRow, list);
  gtk_widget_class_bind_template_child (widget_class, AppSweepAxisRow, around);
  gtk_widget_class_bind_template_child_full (widget_class, "first", FALSE,
                                             G_STRUCT_OFFSET (AppSweepAxisRow, part[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "last", FALSE,
                                             G_STRUCT_OFFSET (AppSweepAxisRow, part[1]));
  gtk_widget_class_bind_template_child_full (widget_class, "count", FALSE,
                                             G_STRUCT_OFFSET (AppSweepAxisRow, part[2]));
  gtk_widget_class_bind_template_callback (widget_class, parameter_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, commit_cb);
  gtk_widget_class_bind_template_callback (widget_class, around_cb);
  edited_signal = g_signal_new ("edited", APP_TYPE_SWEEP_AXIS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
app_sweep_axis_row_init (AppSweepAxisRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  model_experiment_init (&self->experiment);
}

AppSweepAxisRow *
app_sweep_axis_row_new (const char *title, gboolean needed)
{
  AppSweepAxisRow *self = g_object_new (APP_TYPE_SWEEP_AXIS_ROW, NULL);

  self->needed = needed;
  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->parameter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  app_style_name_choice (GTK_WIDGET (self->parameter), GTK_WIDGET (self->title));
  app_style_name_choice (GTK_WIDGET (self->kind), GTK_WIDGET (self->kind));
  return self;
}
