/* Numbers of digits figures as lines of CSV. */
#pragma once

#include "digits/state.h"

G_BEGIN_DECLS

/* Comments: when each modality was learned and their ratio, "-" for what is not known; whether the
 * run diverged. */
void figure_digits_csv_write_times (const DigitsState *state, GString *out);
/* Loss and accuracies of each run, epoch by epoch. */
void figure_digits_csv_write_runs (DigitsState *const *states, int n, GString *out);
/* A line for each picture: kind 0 clean, 1 A corrupted, 2 B corrupted; modality 0 A, 1 B. */
void figure_digits_csv_write_samples (const DigitsState *state, GString *out);
/* A line for each filter. */
void figure_digits_csv_write_filters (const DigitsState *state, GString *out);
/* A line for each fusion layer; what is not known stays empty. */
void figure_digits_csv_write_table (const DigitsTable *table, GString *out);

G_END_DECLS
