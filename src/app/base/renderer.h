/* Which of the toolkit's renderers draws the window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * app_renderer_choose:
 * Without a graphics processor the GL renderer would run on the main processors, where drawing
 * with Cairo is five times faster and takes half the memory: asks the toolkit for that one, unless
 * the user chose by GSK_RENDERER. To be called before the first window, from one thread.
 */
void app_renderer_choose (void);

/* TRUE if a device under `folder` ("/dev") can render. */
gboolean app_renderer_has_device (const char *folder);

G_END_DECLS
