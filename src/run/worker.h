/* The training thread: takes the newest experiment, trains it, posts snapshots to a mailbox. */
#pragma once

#include "model/experiment/experiment.h"
#include "model/network/kick.h"
#include "run/fork_parent.h"
#include "run/mailbox.h"

G_BEGIN_DECLS

typedef struct RunWorker RunWorker;

RunWorker *run_worker_new (void);
/* Cancels, joins, frees; returns within a few milliseconds. */
void run_worker_free (RunWorker *self);

/**
 * run_worker_start:
 * Cancels the run in flight and trains the experiment. Returns its generation, which its snapshots
 * carry. Never blocks.
 * Valid: the experiment passes model_experiment_validate().
 */
guint run_worker_start (RunWorker *self, const ModelExperiment *experiment);
/**
 * run_worker_start_kicked:
 * As run_worker_start(), with kicks on the way. A run of the same experiment that only lacks the
 * last kick, or has another one no earlier, goes on from the epoch of that kick; else all is
 * trained again, to the same bits. A kick that the network refuses ends the list: what was done
 * stands in the snapshots.
 * @kicks: n of them, at most MODEL_KICK_MAX, in increasing epoch
 */
guint run_worker_start_kicked (RunWorker *self,
                               const ModelExperiment *experiment,
                               const ModelKick *kicks,
                               int n);
/**
 * run_worker_start_forked:
 * As run_worker_start_kicked(), of a future that forks from another run: its recording before the
 * fork is the other's. The other is trained once.
 * @kicks: those at or after the fork
 * Valid: the experiment has the network of the fork's.
 */
guint run_worker_start_forked (RunWorker *self,
                               const RunFork *fork,
                               const ModelExperiment *experiment,
                               const ModelKick *kicks,
                               int n);
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
