/* Plots that are drawn in the same frame are drawn side by side, on all processors.
 *
 * A widget that shows a plot is given a painter. When the first of those that have changed is asked
 * for its snapshot, the images of all are drawn, each in whichever thread is free; the window's
 * thread takes part and waits for the others, so that what they look at does not change meanwhile.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  /* In the window's thread: puts aside, in the widget, what is to be drawn. */
  void (*prepare) (GtkWidget *widget);
  /* In any thread: draws that, and looks at nothing of the toolkit. */
  void (*draw) (gpointer widget, cairo_t *cr);
} AppPainterClass;

/* The class of a plot that is drawn so. */
void app_painter_init_class (GtkWidgetClass *widget_class);
/**
 * app_painter_attach:
 * Once, before the widget is shown; it may have the keys. The image leaves a margin of
 * APP_PAINTER_MARGIN free, inside which the corners of a card are round: it needs no clip.
 */
void app_painter_attach (GtkWidget *widget, const AppPainterClass *klass);
/* The widget has changed. It may be redrawn for other reasons, too: its style, its size. */
void app_painter_queue (GtkWidget *widget);

/* Pixels. */
#define APP_PAINTER_MARGIN 4

G_END_DECLS
