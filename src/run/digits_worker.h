/* The thread that trains on noisy digits, with a team of its own: one run, or all of table 1. */
#pragma once

#include "digits/state.h"

G_BEGIN_DECLS

typedef struct RunDigitsWorker RunDigitsWorker;

RunDigitsWorker *run_digits_worker_new (void);
/* Cancels, joins, frees; returns within a few milliseconds. */
void run_digits_worker_free (RunDigitsWorker *self);

/* The table of a state is the newest one from the next start on; a run of the same model keeps it.
 */
void run_digits_worker_set_table (RunDigitsWorker *self, const DigitsState *state);

/**
 * run_digits_worker_start:
 * Cancels what is under way and trains. Never blocks.
 * @folder: (nullable): as in digits_source_open()
 * @seeds: 0: one run, over all its epochs. Else every fusion layer with so many seeds, from the
 *   options' seed on, each until both modalities are known: fills the table.
 */
void run_digits_worker_start (RunDigitsWorker *self,
                              const DigitsOptions *options,
                              const char *folder,
                              int seeds);
/* Ends what is under way; what was recorded stays. */
void run_digits_worker_stop (RunDigitsWorker *self);
/* Between two steps the thread sleeps while this is set; the run's bits stay the same. */
void run_digits_worker_set_paused (RunDigitsWorker *self, gboolean paused);
gboolean run_digits_worker_get_paused (RunDigitsWorker *self);

/* The newest state, owned, or NULL if nothing new. */
DigitsState *run_digits_worker_take_state (RunDigitsWorker *self);
/* TRUE from start until the last state was posted. */
gboolean run_digits_worker_is_busy (RunDigitsWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunDigitsWorker, run_digits_worker_free)

G_END_DECLS
