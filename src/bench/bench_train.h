/* Training speed: a table of networks, each trained in every way there is. */
#pragma once

#include "bench/bench_report.h"

G_BEGIN_DECLS

/**
 * bench_train:
 * Adds steps per second, shares of this machine's limits, and ratios to the report.
 * @quick: fewer networks, shorter measurements
 */
gboolean bench_train (BenchReport *report, gboolean quick, GError **error);

G_END_DECLS
