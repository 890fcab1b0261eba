/* What can be undone: a stack of states to exchange. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct AppUndo AppUndo;

/* Exchanges the owner's present state with the one kept in `memory`: the same for undo and redo. */
typedef void (*AppUndoFunc) (gpointer memory);
typedef void (*AppUndoChangedFunc) (gpointer data);

/* A kind of step; static. */
typedef struct
{
  AppUndoFunc exchange;
  AppUndoFunc shrink;  /* or NULL: leaves out of a memory what can be made again */
  GDestroyNotify free; /* or NULL */
} AppUndoClass;

/* Steps that are kept; the oldest are forgotten beyond it. */
#define APP_UNDO_MAX 1024
/* Those that are this far from the present are shrunk. */
#define APP_UNDO_NEAR 16

AppUndo *app_undo_new (void);
void app_undo_free (AppUndo *self);
/* Called when what can be undone or redone has changed; NULL: nobody. */
void app_undo_set_changed (AppUndo *self, AppUndoChangedFunc changed, gpointer data);

/**
 * app_undo_push:
 * Notes that something has been done. What had been undone before can no longer be redone.
 * @name: what was done, translated, for the menu
 * @memory: the state before, with its owner; taken over
 */
void app_undo_push (AppUndo *self, const char *name, const AppUndoClass *klass, gpointer memory);
/* What changes from here to the end is one step, which is noted behind the end: pairs may be within
 * each other. */
void app_undo_begin (AppUndo *self);
void app_undo_end (AppUndo *self);
gboolean app_undo_is_within (AppUndo *self);
/* What changes while this is so is no step of its own, but part of the last one. */
void app_undo_set_silent (AppUndo *self, gboolean silent);
/* TRUE while it is silent, and while something is being undone or redone. */
gboolean app_undo_is_silent (AppUndo *self);
/* Both FALSE where there is nothing. */
gboolean app_undo_undo (AppUndo *self);
gboolean app_undo_redo (AppUndo *self);
/* A movement has come to its end: what moves on is another step. */
void app_undo_end_gesture (AppUndo *self);
/* Grows with each step that is noted, and with each gesture that ends. */
guint app_undo_get_serial (AppUndo *self);
/* What the next one would undo or redo, or NULL. */
const char *app_undo_get_undo_name (AppUndo *self);
const char *app_undo_get_redo_name (AppUndo *self);
void app_undo_clear (AppUndo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppUndo, app_undo_free)

G_END_DECLS
