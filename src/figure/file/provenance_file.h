/* Files to open: experiments, and what Plateau has written: PNG, SVG, PDF, CSV, films. */
#pragma once

#include "figure/file/provenance.h"

G_BEGIN_DECLS

#define FIGURE_PROVENANCE_MAX_BYTES (64 << 20)

/**
 * figure_provenance_load:
 * Finds out by its content what a file is, and reads the experiment in it. A table that Plateau has
 * not written (.csv, .tsv, .tab, .txt, .dat, .data, packed or not) is data: the default experiment
 * on them, which figure_provenance_load_data() loads. A file of data that an experiment names is
 * looked for beside that experiment first.
 * @self: (out): untouched on failure
 *
 * Errors, each with the file's name: G_FILE_ERROR (a folder, a device, not readable, more than
 * FIGURE_PROVENANCE_MAX_BYTES); MODEL_ERROR_KEY (a picture or table of somebody else's, no text,
 * keys that are unknown); MODEL_ERROR_RANGE.
 */
gboolean figure_provenance_load (FigureProvenance *self, const char *path, GError **error);

/* Whether the run is trained on a file of its own. */
gboolean figure_provenance_needs_data (const FigureProvenance *self);
/**
 * figure_provenance_load_data:
 * Loads the file that the run is trained on, if there is one, and validates the run again.
 * @cancel: (nullable): read atomically, at each row
 *
 * Errors: those of model_own_data_load() and model_experiment_validate(); what was named is then
 * unchanged.
 */
gboolean figure_provenance_load_data (FigureProvenance *self, const int *cancel, GError **error);

/* The same of a file's content. */
gboolean
figure_provenance_from_bytes (FigureProvenance *self, const char *bytes, gsize n, GError **error);

/* Names data that lie beside or below a file relative to it, in which it is to be saved. */
void figure_provenance_relate_data (FigureProvenance *self, const char *path);

G_END_DECLS
