/* Any number of plots, arranged so that they fill the space in good proportions; one of them can
 * take all of it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PLOT_GRID (app_plot_grid_get_type ())
G_DECLARE_FINAL_TYPE (AppPlotGrid, app_plot_grid, APP, PLOT_GRID, GtkWidget)

void app_plot_grid_append (AppPlotGrid *self, GtkWidget *plot);
int app_plot_grid_get_count (AppPlotGrid *self);
/* Card i, or NULL. */
GtkWidget *app_plot_grid_get_card (AppPlotGrid *self, int i);
/* Lets plot i (from 0) fill the grid, or shows all again if it does; -1 shows all. */
void app_plot_grid_toggle (AppPlotGrid *self, int i);
/* The plot that fills the grid, or -1. */
int app_plot_grid_get_filling (AppPlotGrid *self);

G_END_DECLS
