/* The session comes back: written a moment after each change, read at the next start. */
#pragma once

#include "app/session/session.h"
#include "figure/file/provenance.h"

G_BEGIN_DECLS

typedef struct AppAutosave AppAutosave;

/* From the last change to the writing of it. */
#define APP_AUTOSAVE_DELAY_MS 500

/* What else belongs to the session: groups of the same key file. */
typedef struct
{
  void (*save) (gpointer owner, GKeyFile *file);
  /* Takes its keys out of the file. FALSE where one cannot be read; the others are. */
  gboolean (*restore) (gpointer owner, GKeyFile *file, GError **error);
} AppAutosavePart;

/* One line that the user has to know. */
typedef void (*AppAutosaveTellFunc) (const char *message, gpointer data);

/**
 * app_autosave_new:
 * From now on whatever changes is written, whole or not at all, by a thread: a program that is
 * killed loses the last half second at most. Recipes are saved, whether or not they are trained.
 * @tell: what could not be read or written, each once
 */
AppAutosave *
app_autosave_new (AppSession *session, const char *path, AppAutosaveTellFunc tell, gpointer data);
/* @part: static; @owner: outlives this */
void app_autosave_add (AppAutosave *self, const AppAutosavePart *part, gpointer owner);
/* Something of a part has changed. */
void app_autosave_touch (AppAutosave *self);
/* Saves this as the run from now on, whatever the session's is: a window that closes. */
void app_autosave_set_run (AppAutosave *self, const FigureProvenance *run);
/* Writes what is waiting, now. FALSE where it cannot be written. */
gboolean app_autosave_flush (AppAutosave *self);
/* Writes what is waiting. */
void app_autosave_free (AppAutosave *self);
/* The same, but what was written is removed. */
void app_autosave_forget (AppAutosave *self);

/**
 * app_autosave_restore:
 * Makes a session what it was: experiment, kicks, views, pins, and the parts. Runs are trained
 * again; one with data of its own comes back once these are loaded. What cannot be read, or cannot
 * be had, is left out, and the file is first kept aside as it was, under a name that is told. None
 * of it can be undone.
 * @path: a session's file, mostly its own
 * Returns: FALSE where nothing was saved there.
 */
gboolean app_autosave_restore (AppAutosave *self, const char *path);

G_END_DECLS
