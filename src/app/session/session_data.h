/* Own data of a session. A file is loaded in a thread, meanwhile the run before stays; what then
 * goes wrong changes nothing. Emits data-changed where a file is asked for, loaded or refused. */
#pragma once

#include "app/session/data_loader.h"
#include "app/session/session.h"

G_BEGIN_DECLS

/**
 * app_session_choose_file:
 * Makes a file the data of the session's experiment, once it is loaded; the empty path goes back to
 * scalar data at once.
 * Errors: MODEL_ERROR_KEY for what can be no path. Others come with data-changed, see
 * app_session_get_data_error().
 */
gboolean app_session_choose_file (AppSession *self, const char *path, GError **error);

/* @error: or NULL */
typedef void (*AppSessionOpenedFunc) (const GError *error, gpointer data);

/**
 * app_session_load_and_open:
 * Opens what a file tells of as app_session_open() does, once its data are loaded.
 * @opened: called once then, unless something else is asked for before, or
 *   app_session_stop_loading() is called
 */
void app_session_load_and_open (AppSession *self,
                                const FigureProvenance *provenance,
                                AppSessionOpenedFunc opened,
                                gpointer data);
void app_session_stop_loading (AppSession *self);

/* The file that is being loaded, or NULL. */
const char *app_session_get_loading (AppSession *self);
/* Why the file asked for last is not the run's, or NULL. */
const char *app_session_get_data_error (AppSession *self);
/* For tests: another function that loads. */
void app_session_set_load (AppSession *self, AppDataLoadFunc load);

G_END_DECLS
