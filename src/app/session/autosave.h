/* The session comes back: written a moment after each change, read at the next start. */
#pragma once

#include "app/session/session.h"
#include "figure/file/provenance.h"

G_BEGIN_DECLS

typedef struct AppAutosave AppAutosave;

/* From the last change to the writing of it. */
#define APP_AUTOSAVE_DELAY_MS 500

/* The file of the user's state folder; owned by the caller. */
char *app_autosave_get_path (void);

/**
 * app_autosave_new:
 * From now on whatever changes is written, whole or not at all: a program that is killed loses the
 * last half second at most.
 */
AppAutosave *app_autosave_new (AppSession *session, const char *path);
/* Writes what is waiting. */
void app_autosave_free (AppAutosave *self);

/**
 * app_autosave_load:
 * What was saved, before any of it is opened.
 * @out: (out): untouched on failure
 * Errors: those of the readers of key files and provenances.
 */
gboolean app_autosave_load (FigureProvenance *out, const char *path, GError **error);
/**
 * app_autosave_restore:
 * Makes a session what it was: experiment, kicks, views, and pins, whose runs are trained again.
 * One with data of its own comes back once these are loaded: app_session_get_loading().
 * Returns: FALSE where nothing was saved.
 * Errors: what was saved is not readable: the session is as it was.
 */
gboolean app_autosave_restore (AppSession *session, const char *path, GError **error);

G_END_DECLS
