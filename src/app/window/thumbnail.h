/* Small pictures of figures: drawn by the program itself in a thread, kept in the user's cache. */
#pragma once

#include "figure/file/figure_file.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pixels; twice what is shown, for sharp screens. */
#define APP_THUMBNAIL_WIDTH 360
#define APP_THUMBNAIL_HEIGHT 250

/* @texture: (nullable): NULL where it cannot be drawn */
typedef void (*AppThumbnailFunc) (GdkTexture *texture, gpointer data);

/**
 * app_thumbnail_get:
 * Calls back in the main thread, once, unless it is cancelled: from the cache, or drawn and cached.
 * One thread draws them all, in the order they were asked for. Of sweeps only theory is drawn, and
 * what takes even longer is only looked for in the cache.
 */
void app_thumbnail_get (const Figure *figure,
                        PlotStyle style,
                        GCancellable *cancellable,
                        AppThumbnailFunc done,
                        gpointer data);

G_END_DECLS
