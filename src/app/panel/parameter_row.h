/* One parameter in the sidebar: name, exact value that one can type, slider; or name and choices.
 */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PARAMETER_ROW (app_parameter_row_get_type ())
G_DECLARE_FINAL_TYPE (AppParameterRow, app_parameter_row, APP, PARAMETER_ROW, GtkBox)

/* Property "parameter" (string, at construction): a key of the experiment's table, or "spread". */

/* Binds the row to the session's experiment, both ways. To be called once. */
void app_parameter_row_set_session (AppParameterRow *self, AppSession *session);

/* What a keyboard, a pointer or a test does with the row. */
int app_parameter_row_get_parameter (AppParameterRow *self);
GtkAdjustment *app_parameter_row_get_adjustment (AppParameterRow *self);
GtkWidget *app_parameter_row_get_slider (AppParameterRow *self);
GtkWidget *app_parameter_row_get_entry (AppParameterRow *self);
/* Takes over what stands in the entry; an error is shown in the row and changes nothing else. */
void app_parameter_row_commit (AppParameterRow *self);
/* Back to the default. */
void app_parameter_row_reset (AppParameterRow *self);
/* The button that chooses a file: hidden but in the row of the data's. */
GtkWidget *app_parameter_row_get_browse (AppParameterRow *self);
/* Stops the reading of a file. */
GtkWidget *app_parameter_row_get_stop (AppParameterRow *self);
/* Reads a file that has changed. */
GtkWidget *app_parameter_row_get_again (AppParameterRow *self);
/* What is said about the data, or "". */
const char *app_parameter_row_get_note (AppParameterRow *self);
/* The message that the row shows, or NULL. */
const char *app_parameter_row_get_error (AppParameterRow *self);

G_END_DECLS
