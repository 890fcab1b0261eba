/* What keys and actions mean on the page in front: none acts on a page that is not seen. */
#pragma once

#include "app/digits/digits_page.h"
#include "app/session/session.h"
#include "app/sweep/sweep_page.h"

G_BEGIN_DECLS

typedef struct AppPages AppPages;

/**
 * app_pages_new:
 * Adds to the window's actions "page" (the name of the page in front), "start" (begins or pauses
 * what the page in front does), "stop" (ends it), "undo" and "redo" (of what is chosen on it).
 * @undo_button: its tooltip says what would be undone
 * @learn_keys: hears keys on the page "learn" only
 * @other_keys: on the other pages only
 */
AppPages *app_pages_new (GtkWindow *window,
                         AdwViewStack *stack,
                         AppSession *session,
                         AppSweepPage *sweep,
                         AppDigitsPage *digits,
                         GtkWidget *undo_button,
                         GtkEventController *learn_keys,
                         GtkEventController *other_keys);
void app_pages_free (AppPages *self);

gboolean app_pages_is_front (const AppPages *self, const char *name);
void app_pages_show (AppPages *self, const char *name);

G_END_DECLS
