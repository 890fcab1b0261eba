/* A column view over the cells, whose rows are made as they come into sight. */
#include "app/sweep/sweep_table.h"

#include "model/data/file.h"
#include "num/number.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_COLUMNS (RUN_SWEEP_N_AXES + 2 + RUN_SWEEP_N_MEASURES)
#define DIGITS 6

typedef enum
{
  AXIS,
  SEED,
  STATUS,
  MEASURE
} Kind;

typedef struct
{
  Kind kind;
  int which; /* role or measure */
  AppSweepTable *table;
} Column;

struct _AppSweepTable
{
  GtkBox parent_instance;

  GtkSearchEntry *search;
  GtkColumnView *view;
  GtkLabel *count;

  const StudySweepResults *results; /* borrowed, or NULL */
  Column columns[MOST_COLUMNS];
  int n_columns;
  GtkFilterListModel *filtered;
  GtkFilter *filter;
  char *wanted; /* folded */
  GtkFileChooserNative *dialog;
};

G_DEFINE_FINAL_TYPE (AppSweepTable, app_sweep_table, GTK_TYPE_BOX)

static guint activated_signal, message_signal;

static int
get_cell (gpointer item)
{
  return atoi (gtk_string_object_get_string (item));
}

static double
get_value (const Column *column, int cell)
{
  const StudySweepResults *results = column->table->results;
  int place[RUN_SWEEP_N_AXES];

  run_sweep_get_place (results->sweep, run_sweep_get_point (results->sweep, cell), place);
  switch (column->kind)
    {
    case AXIS:
      return results->sweep->axis[column->which].values[place[column->which]];
    case SEED:
      return run_sweep_get_seed (results->sweep, cell);
    case STATUS:
      return results->results[cell].status;
    case MEASURE:
    default:
      return run_sweep_result_get (&results->results[cell], (RunSweepMeasure) column->which);
    }
}

/* Exact where it is for a file. */
static char *
dup_text (const Column *column, int cell, gboolean exact)
{
  const double value = get_value (column, cell);
  const RunSweep *sweep = column->table->results->sweep;
  char number[NUM_NUMBER_SIZE];

  if (column->kind == AXIS)
    return run_sweep_axis_format (&sweep->axis[column->which], value);
  if (column->kind == STATUS)
    {
      const char *name = run_sweep_status_get_name ((RunSweepStatus) value);

      return g_strdup (exact ? name : _ (name));
    }
  if (isnan (value))
    return g_strdup ("");
  if (isinf (value))
    return g_strdup (exact ? "never" : _ ("never"));
  return g_strdup (num_number_format (exact ? value : num_number_round (value, DIGITS), number));
}

static const char *
get_name (const Column *column)
{
  switch (column->kind)
    {
    case AXIS:
      return model_parameter (column->table->results->sweep->axis[column->which].key)->name;
    case SEED:
      return "seed";
    case STATUS:
      return "status";
    case MEASURE:
    default:
      return run_sweep_measure_get_name ((RunSweepMeasure) column->which);
    }
}

static char *
dup_title (const Column *column)
{
  switch (column->kind)
    {
    case AXIS:
      return plot_label_speak (
          study_sweep_results_get_axis_name (column->table->results, column->which));
    case SEED:
      return g_strdup (_ ("Seed"));
    case STATUS:
      return g_strdup (_ ("Status"));
    case MEASURE:
    default:
      return g_strdup (run_sweep_measure_get_title ((RunSweepMeasure) column->which));
    }
}

/* What has not run is not shown. */
static gboolean
is_shown (gpointer item, gpointer data)
{
  AppSweepTable *self = data;
  const int cell = get_cell (item);

  if (self->results == NULL || self->results->results[cell].status == RUN_SWEEP_MISSING)
    return FALSE;
  if (self->wanted == NULL || *self->wanted == '\0')
    return TRUE;
  for (int i = 0; i < self->n_columns; i++)
    {
      g_autofree char *text = dup_text (&self->columns[i], cell, FALSE);
      g_autofree char *folded = g_utf8_casefold (text, -1);

      if (strstr (folded, self->wanted) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What there is none of comes last. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const double va = get_value (data, get_cell ((gpointer) a));
  const double vb = get_value (data, get_cell ((gpointer) b));

  if (isnan (va) || isnan (vb))
    return isnan (va) - isnan (vb);
  return (va > vb) - (va < vb);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  g_autofree char *text = dup_text (column, get_cell (gtk_list_item_get_item (item)), FALSE);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
add_column (AppSweepTable *self, Kind kind, int which)
{
  Column *column = &self->columns[self->n_columns++];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) shown = NULL;
  g_autoptr (GtkSorter) sorter = NULL;
  g_autofree char *title = NULL;

  *column = (Column){ kind, which, self };
  title = dup_title (column);
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare, column, NULL));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  shown = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_sorter (shown, sorter);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_append_column (self->view, shown);
}

static void
add_columns (AppSweepTable *self)
{
  const RunSweep *sweep = self->results->sweep;
  gboolean has_seed = TRUE;

  for (int role = 0; role < RUN_SWEEP_N_AXES; role++)
    if (sweep->axis[role].used)
      {
        add_column (self, AXIS, role);
        has_seed = has_seed && sweep->axis[role].key != MODEL_SEED;
      }
  if (has_seed)
    add_column (self, SEED, 0);
  add_column (self, STATUS, 0);
  for (int measure = 0; measure < RUN_SWEEP_N_MEASURES; measure++)
    if (run_sweep_has_measure (sweep, measure))
      add_column (self, MEASURE, measure);
}

static void
clear (AppSweepTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  gtk_column_view_set_model (self->view, NULL);
  for (guint n = g_list_model_get_n_items (columns); n > 0; n--)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, n - 1);

      gtk_column_view_remove_column (self->view, column);
    }
  self->n_columns = 0;
  g_clear_object (&self->filtered);
  self->filter = NULL;
}

static void
show_count (AppSweepTable *self)
{
  const int n =
      self->filtered != NULL ? (int) g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) : 0;
  g_autofree char *text = g_strdup_printf (_ ("%d cells"), n);

  gtk_label_set_text (self->count, text);
}

static void
fill (AppSweepTable *self)
{
  g_autoptr (GtkStringList) cells = gtk_string_list_new (NULL);
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkSelectionModel *selection;
  char number[16];

  for (int cell = 0; cell < self->results->sweep->n_cells; cell++)
    {
      g_snprintf (number, sizeof number, "%d", cell);
      gtk_string_list_append (cells, number);
    }
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->filtered =
      gtk_filter_list_model_new (G_LIST_MODEL (g_steal_pointer (&cells)), self->filter);
  selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (gtk_sort_list_model_new (
      G_LIST_MODEL (g_object_ref (self->filtered)), g_object_ref (sorter)))));
  gtk_column_view_set_model (self->view, selection);
  g_object_unref (selection);
}

/* Only for who looks at it. */
static void
fill_if_seen (AppSweepTable *self)
{
  if (self->results == NULL || self->filtered != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  add_columns (self);
  fill (self);
  show_count (self);
}

void
app_sweep_table_set_results (AppSweepTable *self, const StudySweepResults *results)
{
  clear (self);
  self->results = results;
  fill_if_seen (self);
}

void
app_sweep_table_update (AppSweepTable *self)
{
  if (self->filter == NULL)
    return;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_LESS_STRICT);
  show_count (self);
}

void
app_sweep_table_filter (AppSweepTable *self, const char *text)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (text, -1);
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

GtkColumnView *
app_sweep_table_get_view (AppSweepTable *self)
{
  return self->view;
}

static void
append_row (AppSweepTable *self, GString *out, int cell)
{
  for (int i = 0; i < self->n_columns; i++)
    {
      g_autofree char *text = cell < 0 ? g_strdup (get_name (&self->columns[i]))
                                       : dup_text (&self->columns[i], cell, TRUE);

      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", text);
    }
  g_string_append_c (out, '\n');
}

char *
app_sweep_table_dup_csv (AppSweepTable *self)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);
  g_autoptr (GtkBitset) selected = model != NULL ? gtk_selection_model_get_selection (model) : NULL;
  const gboolean all = selected == NULL || gtk_bitset_is_empty (selected);
  GString *out = g_string_new (NULL);

  append_row (self, out, -1);
  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    if (all || gtk_bitset_contains (selected, i))
      {
        g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (model), i);

        append_row (self, out, get_cell (item));
      }
  return g_string_free (out, FALSE);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *text = app_sweep_table_dup_csv (APP_SWEEP_TABLE (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (widget, message_signal, 0, _ ("Copied the table"));
}

static void
response_cb (AppSweepTable *self, int response, GtkFileChooserNative *dialog)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *text = app_sweep_table_dup_csv (self);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->dialog);
  if (response == GTK_RESPONSE_ACCEPT && path != NULL &&
      !model_file_replace (path, text, -1, &error))
    g_signal_emit (self, message_signal, 0, error->message);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppSweepTable *self = APP_SWEEP_TABLE (widget);

  if (self->dialog != NULL)
    return;
  self->dialog =
      gtk_file_chooser_native_new (_ ("Save the Table"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->dialog), "cells.csv");
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static void
search_cb (AppSweepTable *self)
{
  app_sweep_table_filter (self, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
activate_cb (AppSweepTable *self, guint position)
{
  g_autoptr (GObject) item =
      g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (self->view)), position);

  g_signal_emit (self, activated_signal, 0, get_cell (item));
}

static void
app_sweep_table_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (app_sweep_table_parent_class)->map (widget);
  fill_if_seen (APP_SWEEP_TABLE (widget));
}

static void
app_sweep_table_dispose (GObject *object)
{
  AppSweepTable *self = APP_SWEEP_TABLE (object);

  g_clear_object (&self->dialog);
  if (self->view != NULL)
    clear (self);
  self->view = NULL;
  self->results = NULL;
  G_OBJECT_CLASS (app_sweep_table_parent_class)->dispose (object);
}

static void
app_sweep_table_finalize (GObject *object)
{
  g_free (APP_SWEEP_TABLE (object)->wanted);
  G_OBJECT_CLASS (app_sweep_table_parent_class)->finalize (object);
}

static void
app_sweep_table_class_init (AppSweepTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_sweep_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_sweep_table_finalize;
  widget_class->map = app_sweep_table_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/plateau_lab/Plateau/ui/sweep_table.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSweepTable, search);
  gtk_widget_class_bind_template_child (widget_class, AppSweepTable, view);
  gtk_widget_class_bind_template_child (widget_class, AppSweepTable, count);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "table.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  activated_signal = g_signal_new ("cell-activated", APP_TYPE_SWEEP_TABLE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  message_signal = g_signal_new ("message", APP_TYPE_SWEEP_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
app_sweep_table_init (AppSweepTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
