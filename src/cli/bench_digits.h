/* How near training on digits comes to plain matrix products. */
#pragma once

#include "cli/bench_report.h"

G_BEGIN_DECLS

/* Adds rates of one thread against the sgemm rate of the same moments, and samples per second of
 * all cores. @quick: fewer repetitions */
void cli_bench_digits (CliBenchReport *report, gboolean quick);

G_END_DECLS
