/* One row a column: its name, what it holds, its first cells, and a choice of uses. */
#include "app/panel/table_dialog.h"

#include "model/data/own_data.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MOST_ROWS = 200,  /* columns that have one: the others can be named in the sidebar */
  MOST_CELLS = 5,   /* of a column that are shown */
  LONGEST_WORD = 12 /* characters of a cell */
};

struct _AppTableDialog
{
  AdwWindow parent_instance;

  AppSession *session;
  ModelOwnData *own;
  GtkStringList *uses;
  GPtrArray *rows; /* of AdwComboRow, borrowed: the first columns' */
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (AppTableDialog, app_table_dialog, ADW_TYPE_WINDOW)

static const ModelTableShape *
get_shape (AppTableDialog *self)
{
  return self->own->table->shape;
}

static const char *
say_kind (const ModelColumn *column)
{
  switch (column->kind)
    {
    case MODEL_COLUMN_NUMBERS:
      return _ ("numbers");
    case MODEL_COLUMN_INDEX:
      return _ ("numbers rows");
    case MODEL_COLUMN_WORDS:
      return _ ("words");
    case MODEL_COLUMN_EMPTY:
      return _ ("empty");
    case MODEL_COLUMN_BROKEN:
      break;
    }
  return _ ("cannot be read");
}

/* "12.5", "Anna", "–". Owned by the caller. */
static char *
format_cell (const ModelCsv *table, gsize row, int c)
{
  const ModelColumn *column = &table->shape->column[c];
  const double value = table->cell[row * (gsize) table->shape->n_columns + (gsize) c];

  if (isnan (value))
    return g_strdup ("–");
  if (column->kind != MODEL_COLUMN_WORDS)
    return g_strdup_printf ("%.4g", value);
  return g_utf8_strlen (column->categories[(int) value], -1) > LONGEST_WORD
             ? g_utf8_substring (column->categories[(int) value], 0, LONGEST_WORD)
             : g_strdup (column->categories[(int) value]);
}

/* What it is, and its first cells; of one that cannot be read, why. Markup; owned. */
static char *
describe_column (AppTableDialog *self, int c)
{
  const ModelColumn *column = &get_shape (self)->column[c];
  g_autoptr (GString) text = g_string_new (say_kind (column));

  if (column->kind == MODEL_COLUMN_BROKEN)
    g_string_assign (text, column->problem);
  if (column->n_missing > 0)
    g_string_append_printf (text, _ (", %zu missing"), column->n_missing);
  for (gsize row = 0;
       row < MIN (MOST_CELLS, get_shape (self)->n_rows) && column->kind < MODEL_COLUMN_EMPTY; row++)
    {
      g_autofree char *cell = format_cell (self->own->table, row, c);

      g_string_append_printf (text, "%s%s", row == 0 ? ": " : ", ", cell);
    }
  return g_markup_escape_text (text->str, -1);
}

static void
add_row (AppTableDialog *self, AdwPreferencesGroup *group, int c)
{
  const char *given = get_shape (self)->column[c].name;
  g_autofree char *name = given != NULL && *given != '\0'
                              ? g_strdup (given)
                              : model_table_shape_name_column (get_shape (self), c);
  g_autofree char *title = g_markup_escape_text (name, -1), *subtitle = describe_column (self, c);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (self->uses));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), APP_TABLE_USE_NONE);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

/* As the run uses them now. */
static void
show_choice (AppTableDialog *self)
{
  ModelColumnChoice choice;

  if (!model_column_choice_make (&choice, get_shape (self),
                                 app_session_get_experiment (self->session), NULL))
    return;
  for (int i = 0; i < choice.n[0] + choice.n[1]; i++)
    app_table_dialog_choose (self, choice.input[i].column,
                             i < choice.n[0] ? APP_TABLE_USE_A : APP_TABLE_USE_B);
  app_table_dialog_choose (self, choice.target.column, APP_TABLE_USE_TARGET);
}

static GtkWidget *
create_list (AppTableDialog *self)
{
  GtkWidget *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();
  const ModelTableShape *shape = get_shape (self);
  g_autofree char *known = model_own_data_describe (app_session_get_experiment (self->session));
  g_autofree char *rows =
      g_strdup_printf (_ ("%zu rows, %d columns"), shape->n_rows, shape->n_columns);
  g_autofree char *text = known != NULL ? g_strdup_printf ("%s; %s", rows, known) : NULL;
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : rows, -1);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  for (int c = 0; c < MIN (shape->n_columns, MOST_ROWS); c++)
    add_row (self, ADW_PREFERENCES_GROUP (group), c);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  return page;
}

static GtkWidget *
create_button (AppTableDialog *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static void
fill (AppTableDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new ();
  GtkWidget *apply = create_button (self, _ ("_Use"), G_CALLBACK (app_table_dialog_apply));

  gtk_widget_add_css_class (apply, "suggested-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar),
                             create_button (self, _ ("_Cancel"), G_CALLBACK (gtk_window_close)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), apply);
  self->message = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), create_list (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), apply);
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

  g_clear_object (&self->session);
  g_clear_object (&self->uses);
  g_clear_pointer (&self->own, model_own_data_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
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
  const char *const uses[] = { _ ("A"), _ ("B"), _ ("Target"), _ ("Left out"), NULL };

  self->uses = gtk_string_list_new (uses);
  self->rows = g_ptr_array_new ();
}

AppTableDialog *
app_table_dialog_new (GtkWindow *parent, AppSession *session)
{
  const ModelExperiment *experiment = app_session_get_experiment (session);
  const gboolean is_table =
      model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE;
  ModelOwnData *own = is_table ? model_own_data_find (experiment) : NULL;
  g_autofree char *name = NULL;
  AppTableDialog *self;

  if (own == NULL)
    return NULL;
  name = g_path_get_basename (own->path);
  self = g_object_new (APP_TYPE_TABLE_DIALOG, "transient-for", parent, "modal", TRUE, "title", name,
                       "default-width", 560, "default-height", 620, NULL);
  self->session = g_object_ref (session);
  self->own = own;
  fill (self);
  show_choice (self);
  return self;
}

void
app_table_dialog_choose (AppTableDialog *self, int column, AppTableUse use)
{
  if (column < (int) self->rows->len)
    adw_combo_row_set_selected (g_ptr_array_index (self->rows, column), use);
}

AppTableUse
app_table_dialog_get_use (AppTableDialog *self, int column)
{
  return (AppTableUse) adw_combo_row_get_selected (g_ptr_array_index (self->rows, column));
}

/* By its name where that is one of a kind, else by its number. Owned by the caller. */
static char *
write_column (const ModelTableShape *shape, int column)
{
  const char *name = shape->column[column].name;
  int n = 0;

  for (int c = 0; c < shape->n_columns; c++)
    n += g_strcmp0 (shape->column[c].name, name) == 0;
  if (name == NULL || *name == '\0' || n > 1 || strchr (name, '"') != NULL)
    return g_strdup_printf ("%d", column + 1);
  return strpbrk (name, " \t,'") != NULL ? g_strdup_printf ("\"%s\"", name) : g_strdup (name);
}

static char *
list_columns (AppTableDialog *self, AppTableUse use)
{
  GString *list = g_string_new (NULL);

  for (int c = 0; c < (int) self->rows->len; c++)
    if (app_table_dialog_get_use (self, c) == use)
      {
        g_autofree char *column = write_column (get_shape (self), c);

        g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", column);
      }
  return g_string_free (list, FALSE);
}

void
app_table_dialog_apply (AppTableDialog *self)
{
  static const ModelKey keys[] = { MODEL_COLUMNS_A, MODEL_COLUMNS_B, MODEL_TARGET };
  static const AppTableUse uses[] = { APP_TABLE_USE_A, APP_TABLE_USE_B, APP_TABLE_USE_TARGET };
  ModelExperiment changed = *app_session_get_experiment (self->session);
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  for (gsize i = 0; ok && i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *list = list_columns (self, uses[i]);

      ok = model_experiment_set_text (&changed, keys[i], list, &error);
    }
  if (ok && app_session_set_experiment (self->session, &changed, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->message, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
}

const char *
app_table_dialog_get_message (AppTableDialog *self)
{
  return gtk_label_get_text (self->message);
}
