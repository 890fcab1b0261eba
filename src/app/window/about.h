/* The dialog that says what the program is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Modal to the parent; to be presented. */
GtkWindow *app_about_new (GtkWindow *parent);

G_END_DECLS
