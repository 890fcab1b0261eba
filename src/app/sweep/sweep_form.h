/* A sweep as a form: the same as its text, in which each change is one of a line. */
#pragma once

#include "app/sweep/sweep_axis_row.h"

G_BEGIN_DECLS

#define APP_TYPE_SWEEP_FORM (app_sweep_form_get_type ())
G_DECLARE_FINAL_TYPE (AppSweepForm, app_sweep_form, APP, SWEEP_FORM, GtkBox)

/* Signal edited (string): the text as it is to be now; show() is to follow. */

/* As much of a text as can be read; it need not be a sweep. */
void app_sweep_form_show (AppSweepForm *self, const char *text);

/* What a pointer, a keyboard or a test does with it. */
AppSweepAxisRow *app_sweep_form_get_axis (AppSweepForm *self, RunSweepRole role);
GtkSpinButton *app_sweep_form_get_seeds (AppSweepForm *self);
/* NULL where it is measured anyway, or by stages. */
GtkCheckButton *app_sweep_form_get_also (AppSweepForm *self, RunSweepMeasure measure);

G_END_DECLS
