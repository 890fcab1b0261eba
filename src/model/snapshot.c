/* What the window sees of a run. */
#include "model/snapshot.h"

ModelSnapshot *
model_snapshot_ref (ModelSnapshot *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
model_snapshot_unref (ModelSnapshot *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  model_history_view_unref (self->history);
  g_free (self->reason);
  g_free (self);
}

double
model_snapshot_last_epoch (const ModelSnapshot *self)
{
  return model_history_view_row (self->history, model_history_view_length (self->history) - 1)
      ->epoch;
}
