/* The window's experiment as a file: open, save, recent ones, what is dropped on the window. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of experiments. */
#define APP_DOCUMENT_SUFFIX ".plateau"
#define APP_DOCUMENT_MIME "application/x-plateau-experiment"

typedef struct AppDocument AppDocument;

/* Tells one line: an error, or what was saved. */
typedef void (*AppDocumentNotifyFunc) (GtkWindow *window, const char *message);

/* Opens what was chosen or dropped, which need not be an experiment; tells what is wrong. */
typedef void (*AppDocumentOpenFunc) (GtkWindow *window, GFile *file);

/**
 * app_document_new:
 * Adds the actions open, open-uri, save, save-as to a window, and takes what is dropped on it.
 * @recent: filled with the experiments used last
 */
AppDocument *app_document_new (GtkApplicationWindow *window,
                               AppSession *session,
                               GMenu *recent,
                               AppDocumentOpenFunc open,
                               AppDocumentNotifyFunc notify);
void app_document_free (AppDocument *self);

/**
 * app_document_open:
 * Makes the session's experiment that of a file: an experiment, or what Plateau has exported.
 * Errors: figure_provenance_load()'s, session's; what is running is untouched then.
 */
gboolean app_document_open (AppDocument *self, GFile *file, GError **error);
/* Writes the experiment and its kicks, and keeps the name. Errors: model_file_replace()'s. */
gboolean app_document_save (AppDocument *self, GFile *file, GError **error);
/* What save writes to, or NULL: never saved, or opened from a picture, which stays as it is. */
GFile *app_document_get_file (AppDocument *self);

G_END_DECLS
