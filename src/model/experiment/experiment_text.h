/* The experiment as text: a key file with groups [data], [network], [training], defaults omitted.
 */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

char *model_experiment_to_text (const ModelExperiment *self);

/**
 * model_experiment_from_text:
 * @self: (out): untouched on failure
 *
 * Errors: MODEL_ERROR_KEY for unknown groups, unknown keys, malformed values; MODEL_ERROR_RANGE.
 */
gboolean model_experiment_from_text (ModelExperiment *self, const char *text, GError **error);

G_END_DECLS
