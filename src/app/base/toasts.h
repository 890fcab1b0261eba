/* Toasts one after the other. Those of libadwaita 1.2 follow each other at once, and one that is
 * dismissed in its first moment, as a double click on the one before does, takes the program along.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Between two of them; a double click is over by then. */
#define APP_TOASTS_PAUSE_MS 500

/* @toast: taken over */
void app_toasts_add (AdwToastOverlay *overlay, AdwToast *toast);

G_END_DECLS
