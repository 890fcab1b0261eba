/* How plots look inside a widget: the style of the application, and the widget's text size. */
#pragma once

#include "plot/draw/theme.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the application's style sheet and icons known to the display; once, before any window. */
void app_style_install (void);
/* The theme for drawing on a card: light or dark, and of high contrast, as the application is,
 * background transparent, font sizes that follow the desktop's text scaling. */
void app_style_init_theme (GtkWidget *widget, PlotTheme *theme);
/* The theme, and the room for a plot within the widget: all of it but a little at the edges. */
void app_style_init_plot (GtkWidget *widget, PlotTheme *theme, PlotArea *area);
/* Draws the widget again whenever the style turns light, dark, or to high contrast. */
void app_style_follow_style (GtkWidget *widget);
/* Calls a function of the widget then. */
void app_style_on_style_changed (GtkWidget *widget, GCallback changed);
/* What belongs to a plot or is a number runs from left to right in every language: the widget and
 * all that is in it by now, but for menus. */
void app_style_keep_direction (GtkWidget *widget);
/* Of a widget that shows a plot: a picture, so small that its labels still fit, and larger by half
 * where there is room. */
void app_style_init_plot_class (GtkWidgetClass *klass);
/* The spoken summary. */
void app_style_describe (GtkWidget *widget, const char *text);
/* Makes the widget deaf to what its controllers of a type, or all of them, listen to. */
void app_style_mute_controllers (GtkWidget *widget, GType type);
/* Shows plot markup ("L_f", "\\rho") in a label. */
void app_style_set_label (GtkLabel *label, const char *markup);

/* Where the text of a card's title button begins above the axis, as the titles of plots do: the
 * button's margin. */
int app_style_get_title_start (GtkWidget *widget);

/* A drop-down has the focus through the button inside it, which is to be called as the drop-down
 * is: by its own label, or by the widget that labels it. */
void app_style_name_choice (GtkWidget *drop_down, GtkWidget *label);

G_END_DECLS
