/* The map of which modality is learned first, for the session's data and network. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *app_learned_first_view_new (AppSession *session);

G_END_DECLS
