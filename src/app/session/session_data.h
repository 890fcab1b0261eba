/* Own data of a session. A file is loaded in a thread, meanwhile the run before stays; what then
 * goes wrong changes nothing. A file that changes later is told, and read again where that is asked
 * for: until then runs are trained on what is in memory. Emits data-changed where a file is asked
 * for, loaded or refused, and where it changes. */
#pragma once

#include "app/session/data_loader.h"
#include "app/session/session.h"
#include "model/data/own_data.h"

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
/* While its refusal is told, by data-changed or @opened: whether the table that was asked for was
 * read, but makes no run as it is, so that its columns may be chosen. */
gboolean app_session_has_refused (AppSession *self);
/* That table and its experiment, once; NULL where there is none. Owned by the caller. */
ModelOwnData *app_session_take_refused (AppSession *self, ModelExperiment *experiment);
void app_session_stop_loading (AppSession *self);

/* The file that is being loaded, or NULL. */
const char *app_session_get_loading (AppSession *self);
/* Why the file asked for last is not the run's, or NULL. */
const char *app_session_get_data_error (AppSession *self);
/* Whether the file is another one than the run is trained on. */
gboolean app_session_is_data_stale (AppSession *self);
/* Reads it as if it were chosen once more: a step that can be undone. */
void app_session_read_data_again (AppSession *self);
/* What the run is trained on, or NULL where that is no file, or none that is loaded; owned. */
ModelOwnData *app_session_dup_data (AppSession *self);
/* Trains on these data of a file from now on: to be called before the experiment is set. NULL
 * changes nothing. */
void app_session_put_data (AppSession *self, ModelOwnData *own);
/* The same experiment of other data is another run, too. */
void app_session_tell_data (AppSession *self);
/* For tests: another function that loads. */
void app_session_set_load (AppSession *self, AppDataLoadFunc load);

G_END_DECLS
