/* A one-slot mailbox: the newest snapshot wins. */
#include "run/mailbox.h"

/* Whoever exchanges the slot owns what was in it; the exchange orders all writes before it. */
struct RunMailbox
{
  gpointer slot;
};

RunMailbox *
run_mailbox_new (void)
{
  return g_new0 (RunMailbox, 1);
}

void
run_mailbox_free (RunMailbox *self)
{
  if (self == NULL)
    return;
  model_snapshot_unref (run_mailbox_take (self));
  g_free (self);
}

void
run_mailbox_put (RunMailbox *self, ModelSnapshot *snapshot)
{
  model_snapshot_unref (g_atomic_pointer_exchange (&self->slot, snapshot));
}

ModelSnapshot *
run_mailbox_take (RunMailbox *self)
{
  return g_atomic_pointer_exchange (&self->slot, NULL);
}

gboolean
run_mailbox_is_empty (RunMailbox *self)
{
  return g_atomic_pointer_get (&self->slot) == NULL;
}
