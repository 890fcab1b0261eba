/* What spin buttons of the toolkit lack. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words for its two buttons, which screen readers say. */
void app_spin_name_buttons (GtkWidget *spin);

G_END_DECLS
