/* Keeps what a window shows: in a place of its own, from which it comes back after a kill, and
 * after a close where it was the last one. */
#pragma once

#include "app/session/slot.h"
#include "app/window/opening.h"

G_BEGIN_DECLS

typedef struct AppKeeper AppKeeper;

/* What of a window is kept; all of it outlives the keeper. */
typedef struct
{
  GtkWindow *window;
  AppSession *session;
  AppSweepPage *sweep;
  AppDigitsPage *digits;
  AdwViewStack *pages;
  AppDocument *document;
  AppDocumentNotifyFunc notify; /* of what is to stay until somebody has seen it */
} AppKept;

/**
 * app_keeper_new:
 * Brings back what is saved there, and saves from now on.
 * @slot: taken over
 * @is_guest: the window was opened for a file, which is all that it leaves when it is closed
 */
AppKeeper *app_keeper_new (const AppKept *kept, AppSlot *slot, gboolean is_guest);
/* Whether a session's file is of a guest. */
gboolean app_keeper_is_guest (const char *path);
AppAutosave *app_keeper_get_autosave (AppKeeper *self);
/* TRUE where it could save, and comes back if it is closed as the last window. */
gboolean app_keeper_is_lasting (AppKeeper *self);
/* Saves for the last time. */
void app_keeper_free (AppKeeper *self);
/* Nothing is left of what was saved. */
void app_keeper_forget (AppKeeper *self);

G_END_DECLS
