/* Training on samples, ReLU and logistic, in each way there is, against the naive twin. */
#pragma once

#include "bench/bench_report.h"

G_BEGIN_DECLS

/**
 * bench_samples:
 * Adds steps per second of two-layer networks (8192 samples, N = 100) on one core to the report.
 * @quick: shorter measurements
 */
gboolean bench_samples (BenchReport *report, gboolean quick, GError **error);

G_END_DECLS
