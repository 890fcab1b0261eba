/* How far a long computation is: a bar on a terminal, a line now and then elsewhere. */
#pragma once

#include "run/sweep_pool.h"

G_BEGIN_DECLS

typedef struct CliProgress CliProgress;

/* Writes to stderr; @name comes first. */
CliProgress *cli_progress_new (const char *name);
void cli_progress_free (CliProgress *self);
/* @seconds_left: INFINITY: not known yet. @note: (nullable): said behind */
void cli_progress_update (
    CliProgress *self, int done, int wanted, double seconds_left, const char *note);
/* The same of a sweep, whose troubled cells are said behind. */
void cli_progress_show_sweep (CliProgress *self, const RunSweepProgress *progress);
/* Takes the bar off the terminal. */
void cli_progress_clear (CliProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliProgress, cli_progress_free)

G_END_DECLS
