/* Finds labels whose text does not fit where it stands. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line for each visible label below the widget whose text is cut off: by its own box, by the
 * window's edge, or by an ellipsis that no tooltip makes up for. Owned by the caller; "" is good.
 */
char *clipped_text_find (GtkWidget *widget);

G_END_DECLS
