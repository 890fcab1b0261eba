/* Where results go: standard output, or a file that appears whole or not at all. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* Header lines of every text result: version and experiment, each beginning with '#'. */
void cli_output_append_header (GString *text, const ModelExperiment *experiment);

/* Writes to path, or to standard output where it is NULL or "-". Errors: G_FILE_ERROR. */
gboolean cli_output_write (const char *path, const char *text, GError **error);

G_END_DECLS
