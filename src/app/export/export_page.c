/* The row of the export dialog that offers the pages of journals and halls. */
#include "app/export/export_page.h"

#include "figure/file/export_preset.h"

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

void
app_export_page_apply (AdwComboRow *row,
                       const Figure *figure,
                       const StudyView *view,
                       FigureExport *options)
{
  const FigureExportPreset *preset =
      figure_export_preset_at ((int) adw_combo_row_get_selected (row) - 1);

  if (preset != NULL)
    figure_export_preset_apply (preset, figure, view, options);
  else
    figure_get_size (figure, &options->width, &options->height);
}
