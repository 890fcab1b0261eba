/* The rows of the export dialog that follow from the table of page options. */
#pragma once

#include "figure/file/page_option.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct AppExportRows AppExportRows;

/* Adds a row for each to the group, which owns them.
 * @changed: called with data, whenever somebody changes one */
AppExportRows *app_export_rows_new (AdwPreferencesGroup *group, GCallback changed, gpointer data);
void app_export_rows_free (AppExportRows *self);
/* Sets what they say in a page. */
void app_export_rows_read (const AppExportRows *self, FigureExport *page);
/* The control of an option, or NULL: a switch, a spin button or an entry's row. */
GtkWidget *app_export_rows_get_control (const AppExportRows *self, const char *name);

G_END_DECLS
