/* Nothing that may take very long is begun unasked. */
#pragma once

#include "figure/file/provenance.h"
#include "run/sweep.h"

G_BEGIN_DECLS

/**
 * cli_confirm_sweep:
 * A sweep that takes long, or of very many cells: at a terminal the user is asked, who is told how
 * long it takes; in a batch job it is refused unless `yes`.
 * @command: "sweep", which messages begin with
 * @cells: that are left
 *
 * Errors: CLI_ERROR_USAGE, naming --yes; G_FILE_ERROR where the user says no.
 */
gboolean cli_confirm_sweep (
    const RunSweep *sweep, const char *command, int cells, int jobs, gboolean yes, GError **error);
/* The same of a figure out of a file, whatever it has to be computed from. Errors: also those of
 * the text of its sweep or its plan. */
/* @journal: (nullable): what it goes on with */
gboolean cli_confirm_figure (const FigureProvenance *provenance,
                             const char *journal,
                             gboolean yes,
                             GError **error);

G_END_DECLS
