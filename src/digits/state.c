/* What digits runs are at moments. */
#include "digits/state.h"

#include <math.h>

DigitsState *
digits_state_new (const DigitsOptions *options)
{
  g_return_val_if_fail (options != NULL, NULL);

  DigitsState *self = g_atomic_rc_box_new0 (DigitsState);
  self->options = *options;
  self->seconds_left = NAN;
  return self;
}

void
digits_state_read (DigitsState *self, DigitsTraining *training)
{
  g_return_if_fail (self != NULL && training != NULL);

  const DigitsRow *rows = digits_training_get_rows (training, &self->n_rows);
  DigitsNet *net = digits_training_get_net (training);
  g_free (self->rows);
  self->rows = g_memdup2 (rows, sizeof *rows * self->n_rows);
  g_free (self->message);
  self->message = g_strdup (digits_training_get_reason (training));
  self->phase = self->message != NULL ? DIGITS_STATE_DIVERGED : DIGITS_STATE_TRAINING;
  g_clear_pointer (&self->filters, digits_pictures_unref);
  self->filters = digits_pictures_new_filters (net, DIGITS_STATE_FILTERS);
  if (self->samples == NULL)
    self->samples =
        digits_pictures_new_samples (digits_training_get_inputs (training),
                                     digits_net_get_layout (net)->shape.side, DIGITS_STATE_SAMPLES);
  self->pieces = digits_training_get_pieces (training);
  self->progress = digits_training_get_progress (training);
}

gboolean
digits_state_is_whole (const DigitsState *self)
{
  return !self->in_table &&
         (self->phase == DIGITS_STATE_FINISHED || self->phase == DIGITS_STATE_DIVERGED);
}

DigitsState *
digits_state_ref (DigitsState *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  DigitsState *self = data;

  g_free (self->message);
  g_free (self->rows);
  digits_pictures_unref (self->samples);
  digits_pictures_unref (self->filters);
}

void
digits_state_unref (DigitsState *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}
