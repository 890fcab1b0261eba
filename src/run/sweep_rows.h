/* Header and rows of a sweep's journal, as text. */
#pragma once

#include "run/sweep.h"
#include "run/sweep_cell.h"

G_BEGIN_DECLS

#define RUN_SWEEP_ROWS_FIRST_LINE "# plateau " PLATEAU_VERSION " sweep\n"

/* Version, sweep, shard, names of the columns; owned by the caller. */
char *run_sweep_rows_format_header (const RunSweep *sweep, RunSweepShard shard);
/* One row with its end of line. */
void
run_sweep_rows_append (GString *out, const RunSweep *sweep, int cell, const RunSweepResult *result);

/**
 * run_sweep_rows_parse:
 * @line: without its end of line
 * @cell, @result: (out): untouched on failure
 *
 * Returns: FALSE where it is no row of the sweep.
 */
gboolean
run_sweep_rows_parse (const char *line, const RunSweep *sweep, int *cell, RunSweepResult *result);

/* The length of the lines at the start of a text that begin with '#', and of the one with the
 * names. */
gsize run_sweep_rows_measure_header (const char *text);
/* The sweep of a header of this version; owned. Errors: MODEL_ERROR_KEY. */
RunSweep *run_sweep_rows_parse_header (const char *text, GError **error);

G_END_DECLS
