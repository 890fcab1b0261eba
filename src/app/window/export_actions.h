/* The window's actions that take a figure out of it: export, copy, caption, print. */
#pragma once

#include "app/card/plot_grid.h"
#include "app/digits/digits_page.h"
#include "app/sweep/sweep_page.h"
#include "app/window/document.h"
#include "app/window/figures_menu.h"
#include "app/window/pages.h"

G_BEGIN_DECLS

typedef struct AppExportActions AppExportActions;

/* What figures come from; all borrowed. */
typedef struct
{
  GtkWindow *window;
  AppSession *session;
  AppPages *front;
  AppPlotGrid *grid;
  AppSweepPage *sweep;
  AppDigitsPage *digits;
  AppFiguresMenu *figures;
  AppDocumentNotifyFunc notify;
} AppExportParts;

/**
 * app_export_actions_new:
 * Adds to the window's actions "export" (of the page in front), "plot-export", "plot-copy",
 * "plot-caption" and "plot-print", which take the name of a figure that is on the page in front, ""
 * the plot that has the keys, and where none has them nothing, but to print the whole page; and
 * "cite".
 */
AppExportActions *app_export_actions_new (const AppExportParts *parts);
void app_export_actions_free (AppExportActions *self);
/* Whether a figure is being computed to be copied or printed. */
gboolean app_export_actions_is_busy (AppExportActions *self);

G_END_DECLS
