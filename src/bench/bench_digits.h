/* How near training on digits comes to plain matrix products. */
#pragma once

#include "bench/bench_report.h"

G_BEGIN_DECLS

/* Adds rates of one thread against the sgemm rate of the same moments, and samples per second of
 * all cores. @quick: fewer repetitions */
void bench_digits (BenchReport *report, gboolean quick);

G_END_DECLS
