/* A real window for tests: opened, driven through the main loop, and photographed. */
#pragma once

#include "app/card/paged_card.h"
#include "app/export/export_dialog.h"
#include "app/window/window.h"
#include "../waiting.h"

G_BEGIN_DECLS

/* What the GL driver never frees is known to tests/sanitize/leaks.supp by the driver's name, which
 * is gone where the driver is unloaded before leaks are looked for: the one that
 * PLATEAU_KEEP_DRIVER names stays. */
void fixture_keep_driver (void);
/* Toolkit, locale, numerics and, for the tests, no animations. Call once, before anything else. */
void fixture_init (void);
/* Presents a window of the given size and waits until it shows a complete run. */
AppWindow *fixture_open (int width, int height);
void fixture_close (AppWindow *window);

/* Iterates the main loop until the run of the current experiment is on screen. */
void fixture_wait_complete (AppWindow *window);
/* Iterates the main loop until nothing is left that could be done at once. */
void fixture_idle (void);
/* Iterates the main loop until every open window is laid out and painted as it is now. */
void fixture_settle (void);
/* Iterates the main loop until a window has drawn no frame for so long that it rests. */
void fixture_wait_for_rest (AppWindow *window);
/* Activates an action of the window, as its key or button does. */
void fixture_activate (AppWindow *window, const char *action, const char *parameter);
/* Does what the window's key does: "<Alt>Right", as its shortcuts name it. Fails where none does.
 */
void fixture_press (AppWindow *window, const char *trigger);

/* The first widget of a type within another, or NULL; a card by its place in the grid. */
gpointer fixture_find (gpointer widget, GType type);
AppPagedCard *fixture_get_card (AppWindow *window, int i);

/* The export dialog of a window, or NULL. */
AppExportDialog *fixture_find_export (AppWindow *window);

/* A picture of the whole window, as its own renderer draws it. */
gboolean fixture_save_picture (GtkWidget *window, const char *path, GError **error);

G_END_DECLS
