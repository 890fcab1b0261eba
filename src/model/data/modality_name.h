/* What the modalities of an experiment are called. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

#define MODEL_MODALITY_NAME_LENGTH 20 /* characters, the ellipsis among them */

/**
 * model_modality_name:
 * What modality m is called: `name_a` or `name_b`; without one, of data of a file that is loaded,
 * the name of its only column, or what the names of its columns begin with. Made fit to be shown in
 * a line: characters that steer or turn the order of letters are left out, marks that pile up, too;
 * it is shortened by an ellipsis, and what is written from right to left is kept apart.
 * Returns: (nullable): interned; NULL: it has no name of its own.
 */
const char *model_modality_name (const ModelExperiment *experiment, int m);

/* The same, or its letter, "A" or "B". */
const char *model_modality_get_label (const ModelExperiment *experiment, int m);

G_END_DECLS
