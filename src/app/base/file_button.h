/* A button that asks for a CSV file. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_FILE_BUTTON (app_file_button_get_type ())
/* Signals:
 *   chosen (const char *path)   a local file was chosen
 */
G_DECLARE_FINAL_TYPE (AppFileButton, app_file_button, APP, FILE_BUTTON, GtkButton)

/* The dialog while it is open, or NULL; borrowed. */
GtkFileChooserNative *app_file_button_get_dialog (AppFileButton *self);

G_END_DECLS
