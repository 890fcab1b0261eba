/* Where the cells of sweeps are kept, so that nothing is computed twice; and forgotten. */
#pragma once

#include "run/sweep.h"
#include "run/sweep_pool.h"

G_BEGIN_DECLS

/* The journal of a sweep, by what its cells depend on; NULL where no folder can be made. Owned by
 * the caller. What a killed process had moved aside is removed by the first call. */
char *app_sweep_cache_get_path (const RunSweep *sweep);

/* What an earlier run of the same sweep has left: n_cells, or NULL. Owned by the caller. */
RunSweepResult *app_sweep_cache_read (const RunSweep *sweep);

/* Takes over a journal of the user's, of that sweep, where it has more cells than what is kept. */
gboolean app_sweep_cache_import (const RunSweep *sweep, const char *path, GError **error);

/* A pool of all cells, which gives way to the window and goes on with the journal; without one
 * where another window writes it. */
RunSweepPool *app_sweep_cache_start (const RunSweep *sweep);

/* A journal that was moved aside. */
typedef struct AppSweepForgotten AppSweepForgotten;

/* NULL where there is none. */
AppSweepForgotten *app_sweep_cache_forget (const RunSweep *sweep);
/* Puts it in the place of what has been computed since, and that aside. */
void app_sweep_forgotten_exchange (AppSweepForgotten *self);
/* For good. */
void app_sweep_forgotten_free (AppSweepForgotten *self);

G_END_DECLS
