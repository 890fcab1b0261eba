/* The journal of a sweep: a CSV file to which each finished cell is appended at once.
 *
 * Its header carries version and sweep, so that a journal is never continued by another one. What
 * is killed or runs out of disk loses the cells in flight and nothing else: opened again, a line
 * that was cut off is dropped, and the sweep goes on. A finished journal is put in order.
 */
#pragma once

#include "run/sweep.h"
#include "run/sweep_cell.h"

G_BEGIN_DECLS

typedef struct RunSweepJournal RunSweepJournal;

/**
 * run_sweep_journal_open:
 * Creates a journal, or goes on with one; other processes are kept out until it is closed. One that
 * must not be written is opened where it is finished.
 * @results: (inout): n_cells, all missing; cells of the journal are filled in
 *
 * Errors: G_FILE_ERROR; MODEL_ERROR_KEY for a file that is no journal, of another sweep, shard or
 * version, or damaged (names the line). The file is then unchanged.
 */
RunSweepJournal *run_sweep_journal_open (const char *path,
                                         const RunSweep *sweep,
                                         RunSweepShard shard,
                                         RunSweepResult *results,
                                         GError **error);
void run_sweep_journal_close (RunSweepJournal *self);
/* Cells of the shard that a journal has not got yet; all of them where there is none, or it cannot
 * be read. @path: (nullable) */
int run_sweep_journal_count_left (const char *path, const RunSweep *sweep, RunSweepShard shard);

/* Errors: G_FILE_ERROR; the journal then ends with the cell before. */
gboolean run_sweep_journal_append (RunSweepJournal *self,
                                   int cell,
                                   const RunSweepResult *result,
                                   GError **error);
/* Puts the rows in the order of the cells where they are not: whole, or not at all. */
gboolean
run_sweep_journal_sort (RunSweepJournal *self, const RunSweepResult *results, GError **error);

/* The whole text of a journal that holds the given results. */
char *run_sweep_journal_format (const RunSweep *sweep,
                                RunSweepShard shard,
                                const RunSweepResult *results);

/**
 * run_sweep_journal_merge:
 * One journal from those of shards, or of the same sweep computed in parts.
 * @missing: (out): cells that are in none of them; the merged journal can be continued
 *
 * Errors: as run_sweep_journal_open(); MODEL_ERROR_KEY where two disagree on a cell, naming both.
 */
gboolean run_sweep_journal_merge (
    const char *const *paths, int n_paths, const char *output, int *missing, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunSweepJournal, run_sweep_journal_close)

G_END_DECLS
