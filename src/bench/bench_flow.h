/* The cost of gradient flow: in time, and in evaluations of the gradient. */
#pragma once

#include "bench/bench_report.h"

G_BEGIN_DECLS

/* Adds epochs per second, and evaluations of the gradient. */
gboolean bench_flow (BenchReport *report, gboolean quick, GError **error);

G_END_DECLS
