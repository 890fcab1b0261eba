/* Computes a sweep: a thread per run, cells handed out in order, results journaled as they come. */
#pragma once

#include "run/sweep_journal.h"

G_BEGIN_DECLS

typedef struct
{
  int wanted;          /* cells of this shard */
  int done;            /* those with a result, of a journal too */
  int fresh;           /* of them, computed here */
  int troubled;        /* diverged or failed */
  double seconds_left; /* from the cells computed here; INFINITY before the first */
  gboolean paused;
  gboolean resting; /* paused, and no thread is on its way there: nothing more comes */
  gboolean ended;   /* all done, cancelled, or the journal cannot be written */
} RunSweepProgress;

typedef struct
{
  int cell;
  RunSweepResult result;
} RunSweepDone;

typedef struct RunSweepPool RunSweepPool;

/**
 * run_sweep_pool_new:
 * Starts at once.
 * @jobs: threads; 0: as many as processors
 * @path: (nullable): the journal to create or go on with
 *
 * Errors: run_sweep_journal_open()'s.
 */
RunSweepPool *run_sweep_pool_new (
    const RunSweep *sweep, RunSweepShard shard, int jobs, const char *path, GError **error);
/* Cancels, joins, frees; returns within a few milliseconds. */
void run_sweep_pool_free (RunSweepPool *self);

const RunSweep *run_sweep_pool_get_sweep (const RunSweepPool *self);

void run_sweep_pool_set_paused (RunSweepPool *self, gboolean paused);
/* From the next cell on its threads give way to all others, as a window wants it. */
void run_sweep_pool_yield (RunSweepPool *self);
/* What is finished stays; cells in flight are given up. */
void run_sweep_pool_cancel (RunSweepPool *self);

/* Appends the results since the last call to `finished`, of RunSweepDone; those of the journal
 * come first. */
void run_sweep_pool_take (RunSweepPool *self, GArray *finished);
void run_sweep_pool_get_progress (RunSweepPool *self, RunSweepProgress *progress);
/* Sleeps until all has ended or the time is up; single results wake nobody, for whoever waits would
 * take the processor from those who compute. Returns whether all has ended. */
gboolean run_sweep_pool_wait (RunSweepPool *self, gint64 microseconds);
/* Why the journal could not be written, or put in order once all was there; NULL where it could, or
 * none is kept. */
GError *run_sweep_pool_dup_error (RunSweepPool *self);
/* All results, n_cells, borrowed. Valid: ended. */
const RunSweepResult *run_sweep_pool_get_results (const RunSweepPool *self);

/* For computing elsewhere, as the pool's own threads do: the next cell of one that has computed
 * `previous` (-1: none), or -1 where there is none left to begin; and its result. */
int run_sweep_pool_claim (RunSweepPool *self, int previous);
void run_sweep_pool_deliver (RunSweepPool *self, int cell, const RunSweepResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunSweepPool, run_sweep_pool_free)

G_END_DECLS
