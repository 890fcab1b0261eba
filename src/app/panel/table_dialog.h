/* A table of the user's own: what its columns are, what each is used as, and what is done to its
 * rows. */
#pragma once

#include "app/panel/table_columns.h"
#include "app/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_TABLE_DIALOG (app_table_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppTableDialog, app_table_dialog, APP, TABLE_DIALOG, AdwWindow)

/* Of the table that the session was asked for and refused, if there is one, else of its run's.
 * NULL where there is neither. */
AppTableDialog *app_table_dialog_new (GtkWindow *parent, AppSession *session);

/* As a user chooses it; columns from 0, there is one target. */
void app_table_dialog_choose (AppTableDialog *self, int column, AppTableUse use);
AppTableUse app_table_dialog_get_use (AppTableDialog *self, int column);
/* A key of the rows: `decimal`, `missing`, `categories`, `standardise`, `centre`, `test_share`.
 * Where it is another decimal mark the table is read again, in a thread. */
void app_table_dialog_set (AppTableDialog *self, ModelKey key, double value);
gboolean app_table_dialog_is_reading (AppTableDialog *self);
/* Makes the choice the session's, and closes; a choice that is refused is said. Without a choice
 * the run is left as it is. */
void app_table_dialog_apply (AppTableDialog *self);
/* Why the present choice makes no run, or "". */
const char *app_table_dialog_get_message (AppTableDialog *self);
/* What of the table is not used, and what else there is to say of it, or "". */
const char *app_table_dialog_get_summary (AppTableDialog *self);

G_END_DECLS
