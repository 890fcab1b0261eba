/* Columns, keys of the rows, and what becomes of both, said at once. */
#include "app/panel/table_dialog.h"

#include "app/session/session_data.h"
#include "model/data/file_table.h"
#include "run/job_slot.h"
#include "study/parameter_text.h"

#include <glib/gi18n-lib.h>

#define SPACING 12
/* Beyond it the rows are not looked through at each click for what is left out of them. */
#define MOST_ROWS_DESCRIBED 20000

struct _AppTableDialog
{
  AdwWindow parent_instance;

  AppSession *session;
  ModelExperiment present; /* that the dialog opened with, its keys as they are chosen */
  ModelOwnData *own;
  gboolean chosen; /* something is not as it was */
  RunJobSlot *reading;

  AppTableColumns *columns;
  GtkLabel *message, *summary;
  GtkWidget *decimal, *use;
};

G_DEFINE_FINAL_TYPE (AppTableDialog, app_table_dialog, ADW_TYPE_WINDOW)

static const ModelKey choices[] = { MODEL_STANDARDISE, MODEL_CENTRE, MODEL_MISSING,
                                    MODEL_CATEGORIES, MODEL_DECIMAL };

static const ModelTableShape *
get_shape (AppTableDialog *self)
{
  return self->own->table->shape;
}

static char *
list_columns (AppTableDialog *self, AppTableUse use)
{
  GString *list = g_string_new (NULL);

  for (int c = 0; c < get_shape (self)->n_columns; c++)
    if (app_table_dialog_get_use (self, c) == use)
      {
        g_autofree char *column = model_column_choice_write (get_shape (self), c);

        g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", column);
      }
  return g_string_free (list, FALSE);
}

/* The experiment with the columns that are chosen. */
static gboolean
make_experiment (AppTableDialog *self, ModelExperiment *changed, GError **error)
{
  static const ModelKey keys[] = { MODEL_COLUMNS_A, MODEL_COLUMNS_B, MODEL_TARGET };
  static const AppTableUse uses[] = { APP_TABLE_USE_A, APP_TABLE_USE_B, APP_TABLE_USE_TARGET };

  *changed = self->present;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *list = list_columns (self, uses[i]);

      if (!model_experiment_set_text (changed, keys[i], list, error))
        return FALSE;
    }
  return model_file_table_check (get_shape (self), changed, error) &&
         model_experiment_validate (changed, error);
}

static char *
describe_table (AppTableDialog *self, const ModelExperiment *experiment)
{
  const ModelTableShape *shape = get_shape (self);
  g_autofree char *size =
      g_strdup_printf (_ ("%zu rows, %d columns"), shape->n_rows, shape->n_columns);
  g_autofree char *known = experiment != NULL && shape->n_rows < MOST_ROWS_DESCRIBED
                               ? model_own_data_describe (experiment)
                               : NULL;

  return known != NULL ? g_strdup_printf ("%s; %s", size, known) : g_steal_pointer (&size);
}

static void
say (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* What the choice makes of the table, or why it makes nothing. */
static void
tell (AppTableDialog *self)
{
  g_autoptr (GError) error = NULL;
  ModelExperiment changed;
  const gboolean ok = make_experiment (self, &changed, &error);
  g_autofree char *text = describe_table (self, ok ? &changed : NULL);

  say (self->message, ok ? "" : error->message);
  say (self->summary, text);
}

static void
changed_cb (AppTableDialog *self)
{
  self->chosen = TRUE;
  tell (self);
}

/* What could be used of a table that makes no run as it is: the last column of numbers, half of the
 * others, and the rest. */
static void
suggest_choice (AppTableDialog *self)
{
  const ModelTableShape *shape = get_shape (self);
  int n = 0, i = 0;

  for (int c = 0; c < shape->n_columns; c++)
    n += shape->column[c].kind == MODEL_COLUMN_NUMBERS;
  for (int c = 0; c < shape->n_columns && n > 2; c++)
    if (shape->column[c].kind == MODEL_COLUMN_NUMBERS)
      {
        app_table_columns_choose (self->columns, c,
                                  i == n - 1        ? APP_TABLE_USE_TARGET
                                  : i < (n - 1) / 2 ? APP_TABLE_USE_A
                                                    : APP_TABLE_USE_B);
        i++;
      }
}

/* As an experiment uses them. */
static void
show_choice (AppTableDialog *self)
{
  ModelColumnChoice choice;

  if (!model_column_choice_make (&choice, get_shape (self), &self->present, NULL))
    {
      suggest_choice (self);
      return;
    }
  for (int i = 0; i < choice.n[0] + choice.n[1]; i++)
    app_table_columns_choose (self->columns, choice.input[i].column,
                              i < choice.n[0] ? APP_TABLE_USE_A : APP_TABLE_USE_B);
  app_table_columns_choose (self->columns, choice.target.column, APP_TABLE_USE_TARGET);
}

/* The table, read with another decimal mark. */
typedef struct
{
  ModelExperiment experiment;
  ModelOwnData *own;
  GError *error;
} Job;

static void
read_table (gpointer data, const int *cancel)
{
  Job *job = data;

  job->own = model_own_data_load (&job->experiment, TRUE, cancel, &job->error);
}

static void
read_cb (gpointer data, gpointer dialog)
{
  AppTableDialog *self = dialog;
  Job *job = data;

  gtk_widget_set_sensitive (self->use, TRUE);
  if (job->own == NULL)
    {
      /* The table is still the one that was read before, as it was read. */
      model_experiment_set (&self->present, MODEL_DECIMAL, self->own->decimal, NULL);
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->decimal), (guint) self->own->decimal);
      say (self->message, job->error->message);
      return;
    }
  model_own_data_unref (self->own);
  self->own = g_steal_pointer (&job->own);
  app_table_columns_set_table (self->columns, self->own);
  tell (self);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  model_own_data_unref (job->own);
  g_clear_error (&job->error);
  g_free (job);
}

static const RunJobClass job_class = {
  .name = "table", .compute = read_table, .done = read_cb, .free = free_job
};

static void
read_again (AppTableDialog *self)
{
  Job *job = g_new0 (Job, 1);

  job->experiment = self->present;
  gtk_widget_set_sensitive (self->use, FALSE);
  run_job_slot_start (self->reading, job);
}

static GtkWidget *
create_labelled (const char *label, GtkWidget *widget)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *caption = gtk_label_new (label);

  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (caption), widget);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), widget);
  return box;
}

static void
selected_cb (GtkDropDown *list, GParamSpec *spec G_GNUC_UNUSED, AppTableDialog *self)
{
  const int key = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (list), "key"));

  app_table_dialog_set (self, (ModelKey) key, gtk_drop_down_get_selected (list));
}

static GtkWidget *
create_choice (AppTableDialog *self, ModelKey key)
{
  const ModelParameter *p = model_parameter (key);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GtkWidget *list;

  for (int i = 0; i < model_parameter_count_choices (p); i++)
    g_ptr_array_add (names, (gpointer) study_parameter_text_get_choice (key, i));
  g_ptr_array_add (names, NULL);
  list = gtk_drop_down_new_from_strings ((const char *const *) names->pdata);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list),
                              (guint) model_experiment_get_int (&self->present, key));
  gtk_widget_set_tooltip_text (list, _ (p->help));
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (p->label), -1);
  g_object_set_data (G_OBJECT (list), "key", GINT_TO_POINTER (key));
  g_signal_connect (list, "notify::selected", G_CALLBACK (selected_cb), self);
  if (key == MODEL_DECIMAL)
    self->decimal = list;
  return create_labelled (_ (p->label), list);
}

static void
share_cb (GtkSpinButton *spin, AppTableDialog *self)
{
  app_table_dialog_set (self, MODEL_TEST_SHARE, gtk_spin_button_get_value (spin));
}

static GtkWidget *
create_share (AppTableDialog *self)
{
  const ModelParameter *p = model_parameter (MODEL_TEST_SHARE);
  GtkWidget *spin = gtk_spin_button_new_with_range (p->minimum, p->maximum, p->slider_step);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin),
                             model_experiment_get (&self->present, MODEL_TEST_SHARE));
  gtk_widget_set_tooltip_text (spin, _ (p->help));
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (p->label), -1);
  g_signal_connect (spin, "value-changed", G_CALLBACK (share_cb), self);
  return create_labelled (_ (p->label), spin);
}

static GtkWidget *
create_keys (AppTableDialog *self)
{
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), G_N_ELEMENTS (choices) + 1);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), SPACING);
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_flow_box_append (GTK_FLOW_BOX (box), create_choice (self, choices[i]));
  gtk_flow_box_append (GTK_FLOW_BOX (box), create_share (self));
  /* The controls take the focus, not the places that they stand in. */
  for (GtkWidget *place = gtk_widget_get_first_child (box); place != NULL;
       place = gtk_widget_get_next_sibling (place))
    gtk_widget_set_focusable (place, FALSE);
  return box;
}

static GtkLabel *
create_text (const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static GtkWidget *
create_button (AppTableDialog *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
create_bar (AppTableDialog *self)
{
  GtkWidget *bar = adw_header_bar_new ();

  self->use = create_button (self, _ ("_Use"), G_CALLBACK (app_table_dialog_apply));
  gtk_widget_add_css_class (self->use, "suggested-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar),
                             create_button (self, _ ("_Cancel"), G_CALLBACK (gtk_window_close)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->use);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->use);
  return bar;
}

static void
fill (AppTableDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);

  gtk_widget_set_margin_top (content, SPACING);
  gtk_widget_set_margin_start (content, SPACING);
  gtk_widget_set_margin_end (content, SPACING);
  gtk_widget_set_margin_bottom (content, SPACING);
  self->message = create_text ("error");
  self->summary = create_text ("dim-label");
  self->columns = APP_TABLE_COLUMNS (app_table_columns_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->columns), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->columns), "card");
  gtk_widget_set_overflow (GTK_WIDGET (self->columns), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (self->columns, "changed", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->columns));
  gtk_box_append (GTK_BOX (content), create_keys (self));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (box), create_bar (self));
  gtk_box_append (GTK_BOX (box), content);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static void
app_table_dialog_dispose (GObject *object)
{
  AppTableDialog *self = APP_TABLE_DIALOG (object);

  g_clear_pointer (&self->reading, run_job_slot_leave);
  g_clear_object (&self->session);
  g_clear_pointer (&self->own, model_own_data_unref);
  G_OBJECT_CLASS (app_table_dialog_parent_class)->dispose (object);
}

static void
app_table_dialog_class_init (AppTableDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_table_dialog_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
app_table_dialog_init (AppTableDialog *self)
{
  self->reading = run_job_slot_new (&job_class, 1, self);
}

AppTableDialog *
app_table_dialog_new (GtkWindow *parent, AppSession *session)
{
  ModelExperiment base = *app_session_get_experiment (session);
  ModelOwnData *own = app_session_take_refused (session, &base);
  const gboolean refused = own != NULL;
  g_autofree char *name = NULL;
  AppTableDialog *self;

  if (own == NULL)
    own = app_session_dup_data (session);
  if (own == NULL)
    return NULL;
  name = g_path_get_basename (own->path);
  self = g_object_new (APP_TYPE_TABLE_DIALOG, "transient-for", parent, "modal", TRUE,
                       "destroy-with-parent", TRUE, "title", name, "default-width", 900,
                       "default-height", 640, NULL);
  self->session = g_object_ref (session);
  self->present = base;
  self->own = own;
  self->chosen = refused;
  fill (self);
  app_table_columns_set_table (self->columns, own);
  show_choice (self);
  tell (self);
  if (refused && app_session_get_data_error (session) != NULL)
    say (self->message, app_session_get_data_error (session));
  return self;
}

void
app_table_dialog_choose (AppTableDialog *self, int column, AppTableUse use)
{
  app_table_columns_choose (self->columns, column, use);
  changed_cb (self);
}

AppTableUse
app_table_dialog_get_use (AppTableDialog *self, int column)
{
  return app_table_columns_get_use (self->columns, column);
}

void
app_table_dialog_set (AppTableDialog *self, ModelKey key, double value)
{
  if (model_experiment_get (&self->present, key) == value ||
      !model_experiment_set (&self->present, key, value, NULL))
    return;
  self->chosen = TRUE;
  if (key == MODEL_DECIMAL)
    read_again (self);
  else
    tell (self);
}

gboolean
app_table_dialog_is_reading (AppTableDialog *self)
{
  return run_job_slot_is_busy (self->reading);
}

void
app_table_dialog_apply (AppTableDialog *self)
{
  g_autoptr (GError) error = NULL;
  ModelExperiment changed;

  if (app_table_dialog_is_reading (self))
    return;
  /* Another table may have been read of its file. */
  model_own_data_keep (self->own);
  if (!self->chosen || (make_experiment (self, &changed, &error) &&
                        app_session_set_experiment (self->session, &changed, &error)))
    gtk_window_close (GTK_WINDOW (self));
  else
    say (self->message, error->message);
}

const char *
app_table_dialog_get_message (AppTableDialog *self)
{
  return gtk_label_get_text (self->message);
}

const char *
app_table_dialog_get_summary (AppTableDialog *self)
{
  return gtk_label_get_text (self->summary);
}
