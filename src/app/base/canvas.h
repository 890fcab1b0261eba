/* What a widget draws, as an image. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * app_canvas_begin:
 * A transparent image of the widget's size, in the device's pixels; coordinates are the widget's.
 * A Cairo node would record what is drawn and play it back, each stroke through the round corners
 * of the card: an image is drawn once, and clipped once.
 */
cairo_t *app_canvas_begin (GtkWidget *widget);
/* The same without a margin, in pixels, on each side. */
cairo_t *app_canvas_begin_inside (GtkWidget *widget, int margin);
/* Shows the image, which is finished, and frees the context. */
void app_canvas_end (cairo_t *cr, GtkSnapshot *snapshot);

G_END_DECLS
