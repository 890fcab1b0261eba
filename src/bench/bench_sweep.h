/* How long the paper's sweeps take, and how much a second job helps. */
#pragma once

#include "bench/bench_report.h"
#include "cli/cli.h"

G_BEGIN_DECLS

gboolean bench_sweep (BenchReport *report, gboolean quick, GError **error);
/* Adds how smoothly the window shows sweeps while they fill. Needs a display. */
gboolean bench_sweep_window (BenchReport *report, gboolean quick, GError **error);

G_END_DECLS
