/* The balance of layers of the session's run, over its epochs: measured in the background, while it
 * is looked at, once the run is complete. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An AppPlotView. */
GtkWidget *app_balance_view_new (AppSession *session);
/* Puts what it shows into a run: NULL where that is not known yet. Borrowed until the run changes.
 */
void app_balance_view_fill (GtkWidget *self, StudyRun *run);

G_END_DECLS
