/* Tooltips that change often: told when somebody asks, not with every change. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * app_tooltip_set_text:
 * As gtk_widget_set_tooltip_text(), which asks the display server at every call where the pointer
 * is: with a dozen texts a frame, that is milliseconds. This one keeps the text for when a tooltip
 * comes up.
 * @text: (nullable): NULL or "": no tooltip
 */
void app_tooltip_set_text (GtkWidget *widget, const char *text);
/* NULL or "": none. */
const char *app_tooltip_get_text (GtkWidget *widget);

G_END_DECLS
