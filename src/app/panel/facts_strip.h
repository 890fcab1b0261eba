/* The strip above the plots: what theory says and what the run did, side by side. */
#pragma once

#include "app/panel/facts.h"
#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_FACTS_STRIP (app_facts_strip_get_type ())
G_DECLARE_FINAL_TYPE (AppFactsStrip, app_facts_strip, APP, FACTS_STRIP, GtkWidget)

/* To be called once. */
void app_facts_strip_set_session (AppFactsStrip *self, AppSession *session);
/* The words shown; borrowed. */
const AppFact *app_facts_strip_get_fact (AppFactsStrip *self, AppFactKind kind);
/* FALSE where there was no room for it. */
gboolean app_facts_strip_is_shown (AppFactsStrip *self, AppFactKind kind);

G_END_DECLS
