/* Notes whatever changes in something, so that it can be undone: no widget has to. */
#pragma once

#include "app/session/undo.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct AppUndoRecorder AppUndoRecorder;

/* Changes of one thing that follow each other faster than this are one step, unless
 * app_undo_end_gesture() was called between them. */
#define APP_UNDO_RECORDER_GESTURE_US 800000
/* What is a step of its own. */
#define APP_UNDO_NO_KEY (-1)

/* A change, as far as steps are concerned. */
typedef struct
{
  int key;        /* of the one thing that has changed, or APP_UNDO_NO_KEY */
  gboolean noted; /* by whoever did it: no step here */
} AppUndoChange;

/* States of an owner, as they are at one moment. */
typedef struct
{
  gpointer (*take) (gpointer owner);
  void (*restore) (gconstpointer state, gpointer owner);
  void (*free) (gpointer state);
  void (*shrink) (gpointer state); /* or NULL: leaves out what can be made again */
  /* FALSE where nothing differs. */
  gboolean (*compare) (gconstpointer before, gconstpointer after, AppUndoChange *change);
  /* For the menu, translated: "Correlation rho", "Pin". Owned by the caller. */
  char *(*name) (gconstpointer before, gconstpointer after);
} AppUndoRecorderClass;

/**
 * app_undo_recorder_new:
 * From now on, at each of the signals, what has changed is a step to undo.
 * @klass: static
 * @owner: an object, which outlives this and what is in `undo`
 * @signals: NULL-terminated, static
 */
AppUndoRecorder *app_undo_recorder_new (AppUndo *undo,
                                        const AppUndoRecorderClass *klass,
                                        gpointer owner,
                                        const char *const *signals);
void app_undo_recorder_free (AppUndoRecorder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppUndoRecorder, app_undo_recorder_free)

G_END_DECLS
