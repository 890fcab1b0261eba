/* What needs no dialog: a figure on the clipboard, its caption, its print. It is computed and drawn
 * in a thread; what is asked for next takes the place of what is under way. */
#pragma once

#include "app/base/figure_task.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  APP_EXPORT_QUICK_PICTURE, /* PNG, SVG and PDF on the clipboard */
  APP_EXPORT_QUICK_CAPTION, /* text on the clipboard */
  APP_EXPORT_QUICK_PRINT    /* the desktop's dialog to print it */
} AppExportQuickKind;

typedef struct AppExportQuick AppExportQuick;

/* @error: (nullable): NULL: it is done, or the dialog is there */
typedef void (*AppExportQuickFunc) (AppExportQuickKind kind, const GError *error, gpointer data);

/* @window: whose clipboard it is, and which dialogs are for */
AppExportQuick *app_export_quick_new (GtkWidget *window, AppExportQuickFunc done, gpointer data);
void app_export_quick_free (AppExportQuick *self);

/* @provenance: of the figure, its view and page
 * @figure: (nullable): the same, where it is computed already */
void app_export_quick_start (AppExportQuick *self,
                             AppExportQuickKind kind,
                             const FigureProvenance *provenance,
                             AppFigure *figure);
gboolean app_export_quick_is_busy (AppExportQuick *self);

G_END_DECLS
