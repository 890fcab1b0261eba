/* What theory of a network's own start takes: for a slider event, and for a new network. */
#pragma once

#include "bench/bench_report.h"

G_BEGIN_DECLS

/* Adds medians, and the slowest, of networks of depth 4 and width 100. */
gboolean bench_theory (BenchReport *report, gboolean quick, GError **error);

G_END_DECLS
