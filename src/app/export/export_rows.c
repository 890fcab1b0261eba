/* Rows from a table. */
#include "app/export/export_rows.h"

#include "app/base/spin.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>

struct AppExportRows
{
  GtkWidget *controls[FIGURE_PAGE_MAX];
  GCallback changed;
  gpointer data;
};

static GtkWidget *
create_control (const FigurePageOption *option)
{
  GtkWidget *control;

  if (option->type == FIGURE_PAGE_TEXT)
    control = gtk_entry_new (); /* the toolkit's row of its own says no focus to screen readers */
  else if (option->type == FIGURE_PAGE_TRUTH)
    control = gtk_switch_new ();
  else
    {
      control = gtk_spin_button_new_with_range (option->minimum, option->maximum, 0.1);
      gtk_spin_button_set_digits (GTK_SPIN_BUTTON (control), 1);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (control), option->fallback);
      app_spin_name_buttons (control);
    }
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  return control;
}

static void
add_row (AppExportRows *self, AdwPreferencesGroup *group, int i)
{
  static const char *const signals[] = { [FIGURE_PAGE_TRUTH] = "notify::active",
                                         [FIGURE_PAGE_NUMBER] = "value-changed",
                                         [FIGURE_PAGE_TEXT] = "changed" };
  const FigurePageOption *option = figure_page_option_at (i);
  GtkWidget *control = create_control (option), *row = adw_action_row_new ();

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (option->label), -1);
  if (option->type == FIGURE_PAGE_TRUTH)
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (option->label));
  self->controls[i] = control;
  g_signal_connect_swapped (control, signals[option->type], self->changed, self->data);
  adw_preferences_group_add (group, row);
}

AppExportRows *
app_export_rows_new (AdwPreferencesGroup *group, GCallback changed, gpointer data)
{
  AppExportRows *self = g_new0 (AppExportRows, 1);

  self->changed = changed;
  self->data = data;
  for (int i = 0; figure_page_option_at (i) != NULL; i++)
    add_row (self, group, i);
  return self;
}

void
app_export_rows_free (AppExportRows *self)
{
  if (self == NULL)
    return;
  for (int i = 0; figure_page_option_at (i) != NULL; i++)
    g_signal_handlers_disconnect_by_data (self->controls[i], self->data);
  g_free (self);
}

void
app_export_rows_read (const AppExportRows *self, FigureExport *page)
{
  for (int i = 0; figure_page_option_at (i) != NULL; i++)
    {
      const FigurePageOption *option = figure_page_option_at (i);
      GtkWidget *control = self->controls[i];
      char number[NUM_NUMBER_SIZE];
      const char *value =
          option->type == FIGURE_PAGE_TEXT ? gtk_editable_get_text (GTK_EDITABLE (control))
          : option->type == FIGURE_PAGE_TRUTH
              ? gtk_switch_get_active (GTK_SWITCH (control)) ? "true" : "false"
              : num_number_format (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control)), number);

      figure_page_option_set (option, page, value, NULL);
    }
}

GtkWidget *
app_export_rows_get_control (const AppExportRows *self, const char *name)
{
  for (int i = 0; figure_page_option_at (i) != NULL; i++)
    if (g_str_equal (figure_page_option_at (i)->name, name))
      return self->controls[i];
  return NULL;
}
