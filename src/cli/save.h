/* What a run was trained on, and what it has become, in files that others read. */
#pragma once

#include "model/experiment/experiment.h"
#include "model/network/network.h"

G_BEGIN_DECLS

/**
 * cli_save_samples:
 * The samples that an experiment is trained on, as CSV: a1, a2, ..., b1, ..., y.
 * Errors: CLI_ERROR_USAGE where it is trained on the population; model_dataset_new()'s; a file's.
 */
gboolean cli_save_samples (const ModelExperiment *experiment, const char *path, GError **error);

/**
 * cli_save_weights:
 * The weights of a network as NumPy reads them. FILE.npz: the layers a_1, a_2, ..., b_1, ...,
 * shared_1, ..., each (rows, columns), so that the output is ... a_2 a_1 x_A; FILE.npy: all of them
 * in one row.
 * Errors: CLI_ERROR_USAGE for another name (cli_save_check_weights()); a file's.
 */
gboolean cli_save_weights (const ModelNetwork *network, const char *path, GError **error);
/* Whether it is such a name. */
gboolean cli_save_check_weights (const char *path, GError **error);

G_END_DECLS
