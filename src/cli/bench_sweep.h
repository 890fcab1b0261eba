/* How long the paper's sweeps take, and how much a second job helps. */
#pragma once

#include "cli/bench_report.h"
#include "cli/cli.h"

G_BEGIN_DECLS

gboolean cli_bench_sweep (CliBenchReport *report, gboolean quick, GError **error);
/* Adds how smoothly the window shows sweeps while they fill. Needs a display. */
gboolean cli_bench_sweep_window (CliBenchReport *report,
                                 const CliWindowBench *window,
                                 gboolean quick,
                                 GError **error);

G_END_DECLS
