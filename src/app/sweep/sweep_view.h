/* The plot of a sweep: hovered points are read out, a click or Enter opens the run. */
#pragma once

#include "study/sweep_results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_SWEEP_VIEW (app_sweep_view_get_type ())
G_DECLARE_FINAL_TYPE (AppSweepView, app_sweep_view, APP, SWEEP_VIEW, GtkWidget)

/* Signal point-activated (int point): the point was clicked, or chosen by the keyboard. */

/* @results: (nullable): borrowed; the caller keeps it until it sets another one */
void app_sweep_view_set_results (AppSweepView *self, StudySweepResults *results);
/* There are new results in it. */
void app_sweep_view_update (AppSweepView *self);

G_END_DECLS
