/* The recording of a digits run: loss and accuracies epoch by epoch, and when each modality is
 * learned. */
#pragma once

#include "digits/inputs.h"

G_BEGIN_DECLS

typedef struct
{
  double epoch;
  double loss;        /* mean cross-entropy on the test set */
  double train_loss;  /* mean over the epoch's steps, each before its update; NaN at epoch 0 */
  double accuracy[3]; /* on the test set, by DigitsSight: both, A alone, B alone */
} DigitsRow;

/**
 * digits_record_find_time:
 * The first epoch at which the accuracy of a sight reaches the threshold, interpolated between the
 * rows around it; NaN where it has not.
 */
double digits_record_find_time (const DigitsRow *rows, int n, DigitsSight sight, double threshold);
/* Second time / first time of the two modalities; NaN until both are known, and where one was known
 * before training. */
double digits_record_find_ratio (const DigitsRow *rows, int n, double threshold);

G_END_DECLS
