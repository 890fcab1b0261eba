/* Training on noisy digits, batch by batch, with the accuracies of each modality alone.
 *
 * Everything is keyed by the seed: weights, order of the samples, corruption. Same options and
 * images, same bits, on any number of threads.
 */
#pragma once

#include "digits/net.h"
#include "digits/options.h"
#include "digits/record.h"

G_BEGIN_DECLS

typedef enum
{
  DIGITS_RUNNING,
  DIGITS_FINISHED,
  DIGITS_DIVERGED /* the loss left the finite numbers */
} DigitsStatus;

typedef struct DigitsTraining DigitsTraining;

/**
 * digits_training_new:
 * @images: kept; of them, the first `train` and `test` of the options are used
 * @threads: 0: one for each core
 *
 * Errors: those of digits_options_validate().
 */
DigitsTraining *digits_training_new (const DigitsOptions *options,
                                     DigitsImages *images,
                                     int threads,
                                     GError **error);
void digits_training_free (DigitsTraining *self);
/* What the images to train on are in the first epoch; valid options. */
DigitsInputs *digits_training_new_inputs (const DigitsOptions *options, DigitsImages *images);

/**
 * digits_training_advance:
 * Does the next piece of work: one step, or a part of the test at the end of an epoch.
 * @cancel: (nullable): read atomically; where it becomes true, the piece is given up and done again
 *   by the next call, to the same bits
 */
DigitsStatus digits_training_advance (DigitsTraining *self, const int *cancel);
/* Whether both modalities have reached the threshold. */
gboolean digits_training_is_known (const DigitsTraining *self);

const DigitsOptions *digits_training_get_options (const DigitsTraining *self);
/* Borrowed, until the next call of advance. */
const DigitsRow *digits_training_get_rows (const DigitsTraining *self, int *n);
/* Pieces of work done: with as many, the same options and images are at the same place. */
gint64 digits_training_get_pieces (const DigitsTraining *self);
/* The same, of all of them: 0..1. */
double digits_training_get_progress (const DigitsTraining *self);
const DigitsInputs *digits_training_get_inputs (const DigitsTraining *self);
DigitsNet *digits_training_get_net (DigitsTraining *self);
/* "diverged at epoch 3: ...", or NULL. Borrowed. */
const char *digits_training_get_reason (const DigitsTraining *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsTraining, digits_training_free)

G_END_DECLS
