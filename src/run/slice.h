/* Training in slices short enough to look around between them. */
#pragma once

#include "model/train/trainer.h"

G_BEGIN_DECLS

/* What a slice aims at, microseconds. */
#define RUN_SLICE_TIME 2000

/**
 * run_slice_train:
 * One slice of training, and how long the next one should be.
 * @epochs: (inout): 1 before the first slice; the recording does not depend on it
 */
ModelTrainerStatus run_slice_train (ModelTrainer *trainer, gint64 *epochs, const int *cancel);

G_END_DECLS
