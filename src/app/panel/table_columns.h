/* The columns of a table, one a row: what each is called, what it holds, its first cells, and what
 * it is used as. Rows are made for what is in sight: a table may have thousands.
 *
 * Signal (no arguments): changed, somebody has chosen. */
#pragma once

#include "model/data/own_data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_TABLE_COLUMNS (app_table_columns_get_type ())
G_DECLARE_FINAL_TYPE (AppTableColumns, app_table_columns, APP, TABLE_COLUMNS, GtkWidget)

/* What a column can be used as, in the order of the buttons. */
typedef enum
{
  APP_TABLE_USE_A,
  APP_TABLE_USE_B,
  APP_TABLE_USE_TARGET,
  APP_TABLE_USE_NONE,
  APP_TABLE_N_USES
} AppTableUse;

GtkWidget *app_table_columns_new (void);

/* All left out. What is used as what is kept where the table has as many columns as before. */
void app_table_columns_set_table (AppTableColumns *self, ModelOwnData *own);
/* Columns count from 0. There is one target: another one is left out. No signal. */
void app_table_columns_choose (AppTableColumns *self, int column, AppTableUse use);
AppTableUse app_table_columns_get_use (AppTableColumns *self, int column);

G_END_DECLS
