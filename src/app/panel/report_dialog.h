/* What the data say before a network is trained on them, in sentences. */
#pragma once

#include "app/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_REPORT_DIALOG (app_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppReportDialog, app_report_dialog, APP, REPORT_DIALOG, AdwWindow)

/* Of the data of the session's experiment as it is now; computed in a thread. */
AppReportDialog *app_report_dialog_new (GtkWindow *parent, AppSession *session);
/* The sentences, or why there are none; "" until they are known. */
const char *app_report_dialog_get_text (AppReportDialog *self);

G_END_DECLS
