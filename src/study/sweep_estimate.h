/* How long a sweep will take, before it is begun. */
#pragma once

#include "run/sweep.h"

G_BEGIN_DECLS

/* What takes longer, in seconds, is begun by nobody who has not been told: the window asks, so does
 * a terminal; a batch job has to say so. */
#define STUDY_SWEEP_LONG 60

/* FALSE where no estimate is needed to tell that it is not long. */
gboolean study_sweep_estimate_may_be_long (const RunSweep *sweep, int cells, int jobs);
/**
 * study_sweep_estimate_seconds:
 * From some cells from all over the sweep, run for half a second; what takes longer is counted. Any
 * thread.
 * @cells: that are left
 * @jobs: at a time
 * @cancel: (nullable):
 */
double study_sweep_estimate_seconds (const RunSweep *sweep, int cells, int jobs, const int *cancel);

G_END_DECLS
