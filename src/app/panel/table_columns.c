/* A column view whose rows are the columns of a table. */
#include "app/panel/table_columns.h"

#include "model/experiment/message.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MOST_CELLS = 4,    /* of a column that are shown */
  LONGEST_CELL = 12, /* characters */
  LONGEST_NAME = 32
};

/* A row: one column of the table. */
#define APP_TYPE_TABLE_COLUMN (app_table_column_get_type ())
G_DECLARE_FINAL_TYPE (AppTableColumn, app_table_column, APP, TABLE_COLUMN, GObject)

struct _AppTableColumn
{
  GObject parent_instance;

  int column;
  AppTableUse use;
};

G_DEFINE_FINAL_TYPE (AppTableColumn, app_table_column, G_TYPE_OBJECT)

static guint used_signal; /* of a column: it is used as something else */

static void
app_table_column_class_init (AppTableColumnClass *klass)
{
  used_signal = g_signal_new ("used", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
app_table_column_init (AppTableColumn *self)
{
  self->use = APP_TABLE_USE_NONE;
}

struct _AppTableColumns
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GListStore *columns; /* of AppTableColumn, in their order */
  ModelOwnData *own;
};

G_DEFINE_FINAL_TYPE (AppTableColumns, app_table_columns, GTK_TYPE_WIDGET)

static guint changed_signal;

static const ModelColumn *
get_column (AppTableColumns *self, int c)
{
  return &self->own->table->shape->column[c];
}

/* "numbers, 3 missing". Owned by the caller. */
static char *
describe_kind (const ModelColumn *column)
{
  const char *kind = model_column_kind_get_words (column->kind);

  return column->n_missing == 0 ? g_strdup (kind)
                                : g_strdup_printf (_ ("%s, %zu missing"), kind, column->n_missing);
}

/* "12.5", "Anna", "–"; "" where the column is not read. Owned by the caller. */
static char *
format_cell (const ModelCsv *table, gsize row, int c)
{
  const ModelColumn *column = &table->shape->column[c];
  double value;

  if (row >= table->shape->n_rows || column->kind >= MODEL_COLUMN_EMPTY)
    return g_strdup ("");
  value = table->cell[row * (gsize) table->shape->n_columns + (gsize) c];
  if (isnan (value))
    return g_strdup ("–");
  if (column->kind != MODEL_COLUMN_WORDS)
    return g_strdup_printf ("%.5g", value);
  return model_message_clean_name (column->categories[(int) value], LONGEST_CELL);
}

/* By its name, or its number. Owned by the caller. */
static char *
name_column (AppTableColumns *self, int c)
{
  const char *given = get_column (self, c)->name;
  g_autofree char *name = model_message_clean_name (given != NULL ? given : "", LONGEST_NAME);

  return *name != '\0' ? g_steal_pointer (&name)
                       : model_table_shape_name_column (self->own->table->shape, c);
}

typedef void (*FillFunc) (AppTableColumns *self, GtkLabel *label, int column, gsize cell);

static void
fill_name (AppTableColumns *self, GtkLabel *label, int column, gsize cell G_GNUC_UNUSED)
{
  g_autofree char *name = name_column (self, column);

  gtk_label_set_text (label, name);
}

static void
fill_kind (AppTableColumns *self, GtkLabel *label, int column, gsize cell G_GNUC_UNUSED)
{
  const char *problem = get_column (self, column)->problem;
  g_autofree char *kind = describe_kind (get_column (self, column));

  gtk_label_set_text (label, kind);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), problem);
}

static void
fill_cell (AppTableColumns *self, GtkLabel *label, int column, gsize cell)
{
  g_autofree char *text = format_cell (self->own->table, cell, column);

  gtk_label_set_text (label, text);
}

/* What a column of labels is filled with. */
typedef struct
{
  AppTableColumns *view;
  FillFunc fill;
  gsize cell;
  const char *css_class;
} Labels;

static void
setup_label_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer data)
{
  const Labels *labels = data;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (labels->css_class != NULL)
    gtk_widget_add_css_class (label, labels->css_class);
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_label_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer data)
{
  const Labels *labels = data;
  const AppTableColumn *column = gtk_list_item_get_item (item);

  labels->fill (labels->view, GTK_LABEL (gtk_list_item_get_child (item)), column->column,
                labels->cell);
}

static void
show_use (GtkWidget *box, const AppTableColumn *column)
{
  GtkWidget *button = gtk_widget_get_first_child (box);

  for (int use = 0; use < APP_TABLE_N_USES; use++, button = gtk_widget_get_next_sibling (button))
    if (use == (int) column->use)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static void
set_use (AppTableColumn *column, AppTableUse use)
{
  if (column->use == use)
    return;
  column->use = use;
  g_signal_emit (column, used_signal, 0);
}

static void
toggled_cb (GtkToggleButton *button, GtkListItem *item)
{
  AppTableColumn *column = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (button));
  GtkWidget *view = gtk_widget_get_ancestor (box, APP_TYPE_TABLE_COLUMNS);
  AppTableUse use = 0;

  if (column == NULL || view == NULL || !gtk_toggle_button_get_active (button))
    return;
  for (GtkWidget *other = gtk_widget_get_first_child (box); other != GTK_WIDGET (button);
       other = gtk_widget_get_next_sibling (other))
    use++;
  if (use == column->use)
    return;
  app_table_columns_choose (APP_TABLE_COLUMNS (view), column->column, use);
  g_signal_emit (view, changed_signal, 0);
}

static void
setup_uses_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  const char *const names[] = { _ ("A"), _ ("B"), _ ("Target"), _ ("Left out") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *first = NULL;

  gtk_widget_add_css_class (box, "linked");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (names[i]);

      if (first != NULL)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      else
        first = button;
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), item);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

/* Which column the buttons are of is heard with each. */
static void
bind_uses_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer data)
{
  AppTableColumns *self = data;
  AppTableColumn *column = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  g_autofree char *name = name_column (self, column->column);

  show_use (box, column);
  for (GtkWidget *button = gtk_widget_get_first_child (box); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    name, -1);
  g_signal_connect_swapped (column, "used", G_CALLBACK (show_use), box);
}

static void
unbind_uses_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_use,
                                        gtk_list_item_get_child (item));
}

static void
add_labels (AppTableColumns *self,
            GtkColumnView *view,
            const char *title,
            FillFunc fill,
            gsize cell,
            const char *css_class)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Labels *labels = g_new (Labels, 1);
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  *labels = (Labels){ self, fill, cell, css_class };
  g_object_set_data_full (G_OBJECT (factory), "labels", labels, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_label_cb), labels);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_label_cb), labels);
  gtk_column_view_column_set_expand (column, fill != fill_kind);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
}

static void
add_uses (AppTableColumns *self, GtkColumnView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ ("Used as"), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_uses_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_uses_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_uses_cb), NULL);
  gtk_column_view_append_column (view, column);
}

static void
app_table_columns_dispose (GObject *object)
{
  AppTableColumns *self = APP_TABLE_COLUMNS (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->own, model_own_data_unref);
  G_OBJECT_CLASS (app_table_columns_parent_class)->dispose (object);
}

static void
app_table_columns_class_init (AppTableColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_table_columns_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_table_columns_init (AppTableColumns *self)
{
  GtkSelectionModel *shown;
  GtkWidget *view;

  self->columns = g_list_store_new (APP_TYPE_TABLE_COLUMN);
  shown = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->columns))));
  view = gtk_column_view_new (shown);
  add_labels (self, GTK_COLUMN_VIEW (view), _ ("Column"), fill_name, 0, "heading");
  add_labels (self, GTK_COLUMN_VIEW (view), _ ("Holds"), fill_kind, 0, "dim-label");
  for (gsize cell = 0; cell < MOST_CELLS; cell++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Row %zu"), cell + 1);

      add_labels (self, GTK_COLUMN_VIEW (view), title, fill_cell, cell, "numeric");
    }
  add_uses (self, GTK_COLUMN_VIEW (view));
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Columns of the table"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), view);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
app_table_columns_new (void)
{
  return g_object_new (APP_TYPE_TABLE_COLUMNS, NULL);
}

void
app_table_columns_set_table (AppTableColumns *self, ModelOwnData *own)
{
  const int n = own->table->shape->n_columns;
  const int before = (int) g_list_model_get_n_items (G_LIST_MODEL (self->columns));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int c = 0; c < n; c++)
    {
      AppTableColumn *column = g_object_new (APP_TYPE_TABLE_COLUMN, NULL);

      column->column = c;
      column->use = n == before ? app_table_columns_get_use (self, c) : APP_TABLE_USE_NONE;
      g_ptr_array_add (items, column);
    }
  model_own_data_ref (own);
  model_own_data_unref (self->own);
  self->own = own;
  g_list_store_splice (self->columns, 0, (guint) before, items->pdata, items->len);
}

void
app_table_columns_choose (AppTableColumns *self, int column, AppTableUse use)
{
  const int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->columns));

  g_return_if_fail (column >= 0 && column < n && use < APP_TABLE_N_USES);

  for (int c = 0; c < n && use == APP_TABLE_USE_TARGET; c++)
    {
      g_autoptr (AppTableColumn) other =
          g_list_model_get_item (G_LIST_MODEL (self->columns), (guint) c);

      if (c != column && other->use == APP_TABLE_USE_TARGET)
        set_use (other, APP_TABLE_USE_NONE);
    }
  g_autoptr (AppTableColumn) chosen =
      g_list_model_get_item (G_LIST_MODEL (self->columns), (guint) column);
  set_use (chosen, use);
}

AppTableUse
app_table_columns_get_use (AppTableColumns *self, int column)
{
  g_autoptr (AppTableColumn) item =
      g_list_model_get_item (G_LIST_MODEL (self->columns), (guint) column);

  g_return_val_if_fail (item != NULL, APP_TABLE_USE_NONE);

  return item->use;
}
