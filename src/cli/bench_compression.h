/* What compression costs in accuracy, and what a long recording costs in memory. */
#pragma once

#include "cli/bench_report.h"

G_BEGIN_DECLS

/* Adds the largest deviations of total weights from full width, over whole runs. */
gboolean cli_bench_deviation (CliBenchReport *report, gboolean quick, GError **error);

/* Adds what ten million epochs add to the memory of this process. */
gboolean cli_bench_recording (CliBenchReport *report, gboolean quick, GError **error);

G_END_DECLS
