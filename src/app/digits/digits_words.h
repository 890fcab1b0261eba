/* What the digits page says in words. */
#pragma once

#include "digits/state.h"

G_BEGIN_DECLS

/* "Epoch 12 of 60, about 3 min left"; an error as it is. Owned by the caller. */
char *app_digits_words_status (const DigitsState *state, gboolean paused);
/* "4.6", or a dash where it is not known. Owned by the caller. */
char *app_digits_words_number (double value);

/* Spoken summaries of the plots, owned by the caller.
 * @row: that is read out; -1: the last */
char *app_digits_words_loss (const DigitsState *state, int row);
char *app_digits_words_accuracy (const DigitsState *state, int row);
char *app_digits_words_table (const DigitsState *state, int row);
char *app_digits_words_samples (const DigitsState *state, int row);
char *app_digits_words_filters (const DigitsState *state, int row);

G_END_DECLS
