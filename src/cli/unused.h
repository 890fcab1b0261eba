/* Keys that are given where they have no effect: one line each on standard error. */
#pragma once

#include "model/experiment/experiment.h"
#include "run/sweep.h"

G_BEGIN_DECLS

/**
 * cli_unused_check:
 * @flags: (nullable): what flags give to each key, or NULL for those that they leave alone
 * @path: (nullable): the file that the experiment is from, but for the flags
 */
void cli_unused_check (const ModelExperiment *experiment,
                       const char *const flags[MODEL_N_KEYS],
                       const char *path);
/* Of a sweep's axes and keys: of those that apply in no cell. */
void cli_unused_check_sweep (const RunSweep *sweep, const char *path);

G_END_DECLS
