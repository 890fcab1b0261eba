/* A figure on paper. */
#pragma once

#include "app/base/figure_task.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The operation of one page with the figure at its own size, made smaller where the paper is; in
 * the middle, at the top. References are taken. Owned by the caller. */
GtkPrintOperation *
app_export_print_new (AppFigure *figure, const StudyView *view, const FigureExport *options);
/* Asks by the desktop's dialog, and prints. */
void app_export_print (GtkWindow *parent,
                       AppFigure *figure,
                       const StudyView *view,
                       const FigureExport *options);

G_END_DECLS
