/* The export dialog: what, how large, in which format, and how it will look. */
#pragma once

#include "app/base/figure_task.h"
#include "app/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_EXPORT_DIALOG (app_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppExportDialog, app_export_dialog, APP, EXPORT_DIALOG, AdwWindow)

/* @panels: (nullable): the plots that the grid shows, as StudyView has them
 * @own: (nullable): the name of a paper's figure that has been opened, offered too */
AppExportDialog *
app_export_dialog_new (GtkWindow *parent, AppSession *session, const char *panels, const char *own);
/* Of figures that are there already, one at least, and of no others.
 * @figures: of AppFigure; references are taken */
AppExportDialog *app_export_dialog_new_for (GtkWindow *parent, GPtrArray *figures);
/* Chooses what is exported, a name of the registry; one that is not offered changes nothing. */
void app_export_dialog_choose (AppExportDialog *self, const char *figure);
/* The same of the format: ".png", ".webm"; numbered pictures are "-%04d.png". */
void app_export_dialog_choose_format (AppExportDialog *self, const char *ending);
/* Whether pins and the other compared runs are exported, as at first. */
void app_export_dialog_set_with_compared (AppExportDialog *self, gboolean with_compared);
void app_export_dialog_set_film (AppExportDialog *self, double seconds, double rate);
/* TRUE once the preview shows what is chosen. */
gboolean app_export_dialog_is_ready (AppExportDialog *self);
/* Writes the file, in the format of its ending; the message tells how that went. */
void app_export_dialog_save_to (AppExportDialog *self, const char *path);
gboolean app_export_dialog_is_saving (AppExportDialog *self);
const char *app_export_dialog_get_message (AppExportDialog *self);

G_END_DECLS
