/* A page as it will be in the file, as large as there is room. */
#pragma once

#include "app/base/figure_task.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_EXPORT_PREVIEW (app_export_preview_get_type ())
G_DECLARE_FINAL_TYPE (AppExportPreview, app_export_preview, APP, EXPORT_PREVIEW, GtkWidget)

/* @figure: (nullable): NULL leaves the page empty
 * @view: how its runs are drawn */
void app_export_preview_show (AppExportPreview *self,
                              AppFigure *figure,
                              const StudyView *view,
                              const FigureExport *options);

G_END_DECLS
