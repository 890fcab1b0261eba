/* A table of the user's own: what its columns are, and what each is used as. */
#pragma once

#include "app/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_TABLE_DIALOG (app_table_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppTableDialog, app_table_dialog, APP, TABLE_DIALOG, AdwWindow)

/* NULL where the session's run is of no table, or of one that is not loaded. */
AppTableDialog *app_table_dialog_new (GtkWindow *parent, AppSession *session);

/* What a column can be used as: the order of the choices that a row offers. */
typedef enum
{
  APP_TABLE_USE_A,
  APP_TABLE_USE_B,
  APP_TABLE_USE_TARGET,
  APP_TABLE_USE_NONE
} AppTableUse;

/* As a user chooses it; columns from 0. */
void app_table_dialog_choose (AppTableDialog *self, int column, AppTableUse use);
AppTableUse app_table_dialog_get_use (AppTableDialog *self, int column);
/* Makes the choice the session's, and closes; a choice that is refused is said. */
void app_table_dialog_apply (AppTableDialog *self);
/* Why it was refused, or "". */
const char *app_table_dialog_get_message (AppTableDialog *self);

G_END_DECLS
