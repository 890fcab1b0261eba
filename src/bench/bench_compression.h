/* What compression costs in accuracy, and what a long recording costs in memory. */
#pragma once

#include "bench/bench_report.h"

G_BEGIN_DECLS

/* Adds the largest deviations of total weights from full width, over whole runs. */
gboolean bench_deviation (BenchReport *report, gboolean quick, GError **error);

/* Adds what ten million epochs add to the memory of this process. */
gboolean bench_recording (BenchReport *report, gboolean quick, GError **error);

G_END_DECLS
