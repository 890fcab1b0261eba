/* The training thread: takes the newest recipe, trains it, posts snapshots to a mailbox. */
#pragma once

#include "model/record/recipe.h"
#include "run/mailbox.h"

G_BEGIN_DECLS

typedef struct RunWorker RunWorker;

RunWorker *run_worker_new (void);
/* Cancels, joins, frees; returns within a few milliseconds. */
void run_worker_free (RunWorker *self);

/**
 * run_worker_start:
 * Cancels the run in flight and trains the recipe. Returns its generation, which its snapshots
 * carry. Never blocks.
 *
 * What the worker has is used again: a run that only lacks the last kick, or has another one no
 * earlier, goes on from the epoch of that kick; the parent of a fork is trained up to the fork
 * once. The bits are the same as from the start. A kick that the network refuses ends the list:
 * what was done stands in the snapshots.
 * Valid: the recipe passes model_recipe_validate().
 */
guint run_worker_start (RunWorker *self, const ModelRecipe *recipe);
/* Cancels the run in flight; what it has recorded so far is posted as its last snapshot, with the
 * status MODEL_TRAINER_STOPPED. */
void run_worker_stop (RunWorker *self);

/* The newest snapshot of the current generation, owned, or NULL if nothing new. */
ModelSnapshot *run_worker_take_snapshot (RunWorker *self);
/* TRUE from worker_start() until the run's last snapshot was posted. */
gboolean run_worker_is_busy (RunWorker *self);
/* Sleeps until the run has ended or the time is up: a short run is then shown by the very frame
 * that shows the slider moved. Of a run at full width, until its compression is known, the first
 * part is enough. Returns whether it has ended. */
gboolean run_worker_wait (RunWorker *self, gint64 microseconds);
/* Sleeps until there is a snapshot to take, or the time is up. */
void run_worker_wait_for_part (RunWorker *self, gint64 microseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunWorker, run_worker_free)

G_END_DECLS
