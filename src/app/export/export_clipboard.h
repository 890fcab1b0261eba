/* Pictures on the clipboard, as the files that they would be. */
#pragma once

#include "figure/figure.h"
#include "figure/file/export.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * app_export_clipboard_provide:
 * A page as PNG, SVG and PDF, as it would be saved: what is pasted has its size in mm, and opens
 * again. Programs that take none of them are given pixels.
 *
 * Returns: (transfer full): for gdk_clipboard_set_content(). Errors: those of figure_render().
 */
GdkContentProvider *app_export_clipboard_provide (const FigureData *figure,
                                                  const StudyView *view,
                                                  const FigureExport *options,
                                                  GError **error);

G_END_DECLS
