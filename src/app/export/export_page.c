/* The row of the export dialog that offers the pages of journals and halls. */
#include "app/export/export_page.h"

#include <glib/gi18n-lib.h>

void
app_export_page_fill (AdwComboRow *row)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const FigureExportPreset *preset;

  gtk_string_list_append (names, _ ("Own size"));
  for (int i = 0; (preset = figure_export_preset_at (i)) != NULL; i++)
    gtk_string_list_append (names, _ (preset->label));
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
}

const FigureExportPreset *
app_export_page_get (AdwComboRow *row)
{
  return figure_export_preset_at ((int) adw_combo_row_get_selected (row) - 1);
}
