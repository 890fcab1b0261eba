/* A sweep shared out over the processes that mpirun has started, dynamically: rank 0 keeps the
 * journal and hands out cells, the others ask for the next one. Does nothing in a build without
 * MPI, nor in a process that mpirun did not start.
 *
 * All functions are for the main thread.
 */
#pragma once

#include "run/sweep_pool.h"

G_BEGIN_DECLS

/* Joins the other processes, the first time; returns this one's rank, 0 if it is alone. */
int run_sweep_mpi_get_rank (void);
/* TRUE if there are others. */
gboolean run_sweep_mpi_is_shared (void);

/* Rank 0: tells the others what there is to do, then gives them cells of the pool when they ask;
 * to be called often, until it returns TRUE: all have gone home. */
void run_sweep_mpi_announce (const RunSweep *sweep);
gboolean run_sweep_mpi_serve (RunSweepPool *pool);
/* Any other rank: waits for the sweep and computes what it is given, until there is nothing left.
 */
void run_sweep_mpi_work (void);

/* Sends away whoever still waits for a sweep, and leaves. */
void run_sweep_mpi_finish (void);

G_END_DECLS
