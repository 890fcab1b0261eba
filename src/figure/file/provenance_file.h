/* Files to open: experiments, and what Plateau has written: PNG, SVG, PDF, CSV. */
#pragma once

#include "figure/file/provenance.h"

G_BEGIN_DECLS

#define FIGURE_PROVENANCE_MAX_BYTES (64 << 20)

/**
 * figure_provenance_load:
 * Finds out by its content what a file is, and reads the experiment in it. A CSV file that Plateau
 * has not written is data: the default experiment on them.
 * @self: (out): untouched on failure
 *
 * Errors, each with the file's name: G_FILE_ERROR (a folder, a device, not readable, more than
 * FIGURE_PROVENANCE_MAX_BYTES); MODEL_ERROR_KEY (a picture or table of somebody else's, no text,
 * keys that are unknown); MODEL_ERROR_RANGE.
 */
gboolean figure_provenance_load (FigureProvenance *self, const char *path, GError **error);

/* The same of a file's content. */
gboolean
figure_provenance_from_bytes (FigureProvenance *self, const char *bytes, gsize n, GError **error);

G_END_DECLS
