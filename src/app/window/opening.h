/* Opens files and figures in a window, each on the page that it belongs to; and each page as a
 * sheet. */
#pragma once

#include "app/digits/digits_page.h"
#include "app/session/autosave.h"
#include "app/sweep/sweep_page.h"
#include "app/window/document.h"
#include "app/window/pages.h"

G_BEGIN_DECLS

typedef struct AppOpening AppOpening;

/* Adds a sheet of each page to the document. All outlive this. */
AppOpening *app_opening_new (GtkWindow *window,
                             AppSession *session,
                             AppSweepPage *sweep,
                             AppDigitsPage *digits,
                             AppPages *pages,
                             AppDocument *document,
                             AppDocumentNotifyFunc notify);
void app_opening_free (AppOpening *self);
/* What opens sessions that were kept aside. */
void app_opening_set_autosave (AppOpening *self, AppAutosave *autosave);

/* A file of whatever kind; tells what is wrong. */
void app_opening_open (AppOpening *self, GFile *file);
/**
 * app_opening_open_run:
 * Makes the session's run that of a file: an experiment, or what Plateau has exported.
 * Errors: figure_provenance_load()'s, session's; what is running is untouched then.
 */
gboolean app_opening_open_run (AppOpening *self, GFile *file, GError **error);
/* What has a file is again as it is there: in pages, and in what is saved. */
void app_opening_revert (AppOpening *self);
/* A figure that was chosen: its sweep, its digits, or its run, which is there already. */
void app_opening_show_figure (AppOpening *self, const Figure *figure);

G_END_DECLS
