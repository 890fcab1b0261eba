/* The files of a window: open, save, recent ones, what is dropped on it. Each page has a sheet; the
 * actions are about the one in front. */
#pragma once

#include "app/window/sheet.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_DOCUMENT_MIME "application/x-plateau-experiment"

typedef struct AppDocument AppDocument;

/* Tells one line: an error, or what was saved. */
typedef void (*AppDocumentNotifyFunc) (GtkWindow *window, const char *message);

/* Opens what was chosen or dropped, on whatever page it belongs to; tells what is wrong. */
typedef void (*AppDocumentOpenFunc) (GtkWindow *window, GFile *file);

/* All that had changed was saved, or is not to be. */
typedef void (*AppDocumentClosedFunc) (GtkWindow *window, gboolean saved);

/**
 * app_document_new:
 * Adds the actions open, open-uri, save, save-as to a window, and takes what is dropped on it.
 * @pages: by the names of the sheets' pages
 * @recent: filled with the files used last
 */
AppDocument *app_document_new (GtkApplicationWindow *window,
                               AdwViewStack *pages,
                               GMenu *recent,
                               AppDocumentOpenFunc open,
                               AppDocumentNotifyFunc notify);
void app_document_free (AppDocument *self);

/* The sheet of a page. @owner: outlives this */
AppSheet *app_document_add (AppDocument *self, const AppSheetClass *klass, gpointer owner);
/* The sheet of the page in front. */
AppSheet *app_document_get_front (AppDocument *self);
/* Of the page in front. */
GFile *app_document_get_file (AppDocument *self);
/* A sheet shows what is in a file, which is written to again if it is its `own`: pictures stay. */
void app_document_opened (AppDocument *self, AppSheet *sheet, GFile *file, gboolean own);
/* Whether one of the sheets is that file. */
gboolean app_document_has_file (AppDocument *self, GFile *file);
/* Whether one of them is a file, or has changed. */
gboolean app_document_is_used (AppDocument *self);
/* Writes what is in front, and keeps the name. Errors: app_sheet_save()'s. */
gboolean app_document_save (AppDocument *self, GFile *file, GError **error);

/**
 * app_document_ask:
 * Asks whether to save what has changed: save, discard, cancel; and where to, what has no file.
 * @all: else only what has a file: the rest is kept elsewhere
 * @closed: called unless it is cancelled, or cannot be saved
 * Returns: FALSE where nothing has changed: nothing is asked then, and nothing called.
 */
gboolean app_document_ask (AppDocument *self, gboolean all, AppDocumentClosedFunc closed);

/* Files and states of all sheets, in a session. */
void app_document_store (AppDocument *self, GKeyFile *file);
void app_document_restore (AppDocument *self, GKeyFile *file);

G_END_DECLS
