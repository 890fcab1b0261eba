/* The cells of a sweep that have run, a row each: sorted, filtered, copied, written as CSV. */
#pragma once

#include "study/sweep_results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_SWEEP_TABLE (app_sweep_table_get_type ())
G_DECLARE_FINAL_TYPE (AppSweepTable, app_sweep_table, APP, SWEEP_TABLE, GtkBox)

/* Signals:
 *   cell-activated (int cell): its row was chosen
 *   message (string): something to tell the user */

/* @results: (nullable): borrowed; the caller keeps it until it sets another one */
void app_sweep_table_set_results (AppSweepTable *self, const StudySweepResults *results);
/* There are new results in it. */
void app_sweep_table_update (AppSweepTable *self);

/* The rows that are shown, in their order; the selected ones where some are. Owned by the caller.
 */
char *app_sweep_table_dup_csv (AppSweepTable *self);
/* Rows with this in one of their columns; "": all. */
void app_sweep_table_filter (AppSweepTable *self, const char *text);
GtkColumnView *app_sweep_table_get_view (AppSweepTable *self);

G_END_DECLS
