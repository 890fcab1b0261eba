/* What the window sees of a run. */
#include "model/record/snapshot.h"

#include "num/number.h"

#include <glib/gi18n-lib.h>

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
  model_moments_unref (self->moments);
  model_history_view_unref (self->history);
  model_first_layer_unref (self->first_layer);
  g_free (self->reason);
  g_free (self);
}

double
model_snapshot_last_epoch (const ModelSnapshot *self)
{
  return model_history_view_row (self->history, model_history_view_length (self->history) - 1)
      ->epoch;
}

double
model_snapshot_get_in_use (const ModelSnapshot *self, ModelKey key)
{
  return key == MODEL_INIT_SCALE      ? self->init_scale
         : key == MODEL_LEARNING_RATE ? self->learning_rate
                                      : 0;
}

char *
model_snapshot_describe_width (const ModelSnapshot *self)
{
  const int width = model_experiment_get_int (&self->experiment, MODEL_WIDTH);
  char error[NUM_NUMBER_SIZE];

  if (self->width == width)
    return g_strdup_printf (_ ("trained at full width %d"), width);
  if (self->error == 0)
    return g_strdup_printf (_ ("trained in %d of %d dimensions, exact"), self->width, width);
  return g_strdup_printf (_ ("trained in %d of %d dimensions, error about %s"), self->width, width,
                          num_number_format (num_number_round (self->error, 1), error));
}
