/* A one-slot mailbox from one thread to another: the newest snapshot wins. */
#pragma once

#include "model/record/snapshot.h"

G_BEGIN_DECLS

typedef struct RunMailbox RunMailbox;

RunMailbox *run_mailbox_new (void);
void run_mailbox_free (RunMailbox *self);
/* Takes ownership; what still lay in the slot is dropped. */
void run_mailbox_put (RunMailbox *self, ModelSnapshot *snapshot);
/* The newest snapshot, owned by the caller, or NULL. */
ModelSnapshot *run_mailbox_take (RunMailbox *self);
/* TRUE if the newest snapshot was taken, or none was put yet. */
gboolean run_mailbox_is_empty (RunMailbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunMailbox, run_mailbox_free)

G_END_DECLS
