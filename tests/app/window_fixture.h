/* A real window for tests: opened, driven through the main loop, and photographed. */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* Toolkit, locale, numerics and, for the tests, no animations. Call once, before anything else. */
void fixture_init (void);
/* Presents a window of the given size and waits until it shows a complete run. */
AppWindow *fixture_open (int width, int height);
void fixture_close (AppWindow *window);

/* Iterates the main loop until the run of the current experiment is on screen, at most 20 s. */
gboolean fixture_wait_complete (AppWindow *window);
/* Iterates the main loop for so long. */
void fixture_wait (guint milliseconds);
/* Activates an action of the window, as its key or button does. */
void fixture_activate (AppWindow *window, const char *action, const char *parameter);

/* A picture of the whole window, as its own renderer draws it. */
gboolean fixture_save_picture (GtkWidget *window, const char *path, GError **error);

G_END_DECLS
