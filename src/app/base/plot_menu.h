/* The menu of a plot: by the other button of the mouse, a long press, the key Menu or Shift+F10. It
 * asks actions of the window, "plot-copy" and the like, with the plot's figure. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives a plot its menu. Its widget's name is the figure of the registry that it shows, whatever
 * that is when the menu is asked for. */
void app_plot_menu_attach (GtkWidget *plot);

/* Where the menu is asked for, in the widget; NAN, NAN: by the keyboard. */
typedef void (*AppPlotMenuPointedFunc) (double x, double y, gpointer data);

/* What a menu begins with on a widget that is a plot or lies within one.
 * @items: a reference is taken; their actions are the widget's
 * @pointed: called before */
void app_plot_menu_set_items (GtkWidget *widget,
                              GMenuModel *items,
                              AppPlotMenuPointedFunc pointed,
                              gpointer data);

/* Opens it, as a click there does; NAN, NAN: as the keyboard does. */
void app_plot_menu_popup (GtkWidget *plot, double x, double y);
/* The figure of the plot that a widget is or lies in. NULL: there is none. @widget: (nullable) */
const char *app_plot_menu_find_figure (GtkWidget *widget);

G_END_DECLS
