/* One axis of a sweep in its form: a parameter, and values for it. */
#pragma once

#include "run/sweep.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_SWEEP_AXIS_ROW (app_sweep_axis_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSweepAxisRow, app_sweep_axis_row, APP, SWEEP_AXIS_ROW, GtkBox)

/* Signal edited (string): the axis as text, as run_sweep_axis_text_write() has it; NULL: none. */

/* @needed: it cannot be none */
AppSweepAxisRow *app_sweep_axis_row_new (const char *title, gboolean needed);
/* @axis: (nullable): behind "x =" in the text
 * @experiment: what it is swept around; parameters without effect there are not offered */
void app_sweep_axis_row_show (AppSweepAxisRow *self,
                              const char *axis,
                              const ModelExperiment *experiment);

/* What a pointer, a keyboard or a test does with the row. */
GtkDropDown *app_sweep_axis_row_get_parameter (AppSweepAxisRow *self);
/* The place of a key in there. */
guint app_sweep_axis_row_find_parameter (AppSweepAxisRow *self, ModelKey key);

G_END_DECLS
