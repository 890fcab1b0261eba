/* Places where windows keep their sessions: a file each, which one window at a time holds, of
 * whatever process. What a killed one has held is free at once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define APP_SLOTS 32

typedef struct AppSlot AppSlot;

/* 0 <= i < APP_SLOTS. NULL: another window holds it. */
AppSlot *app_slot_take (int i);
/* The same, but NULL also where it has no session. */
AppSlot *app_slot_take_saved (int i);
/* The first that is free, and has no session; NULL where there is none. */
AppSlot *app_slot_take_empty (void);
/* Lets go of it; its session stays. */
void app_slot_release (AppSlot *self);
const char *app_slot_get_path (const AppSlot *self);
/* Of a file beside the session's, which goes with it. Owned by the caller. */
char *app_slot_dup_path (const AppSlot *self, const char *suffix);
gboolean app_slot_has_session (const AppSlot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppSlot, app_slot_release)

G_END_DECLS
