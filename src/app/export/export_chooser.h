/* Asks where a file is to go, by the desktop's dialog; shows where it went. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct AppExportChooser AppExportChooser;
/* @path: as it was typed, without an ending perhaps */
typedef void (*AppExportChooserFunc) (const char *path, gpointer data);

AppExportChooser *
app_export_chooser_new (GtkWindow *parent, AppExportChooserFunc chosen, gpointer data);
void app_export_chooser_free (AppExportChooser *self);
/* In the folder that was chosen last. @name: what it offers */
void app_export_chooser_ask (AppExportChooser *self, const char *name);

/* Opens the file's folder with the file selected where the desktop's file manager can do so
 * (org.freedesktop.FileManager1), else the folder alone. */
void app_export_chooser_show (GtkWindow *parent, const char *path);

G_END_DECLS
