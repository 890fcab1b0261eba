/* How long people wait: for a slider, a new network, a stop. */
#pragma once

#include "cli/bench_report.h"
#include "cli/cli.h"

G_BEGIN_DECLS

/* Adds what the window shows, and when. Needs a display. */
gboolean cli_bench_window (CliBenchReport *report,
                           const CliWindowBench *window,
                           int n_events,
                           GError **error);

/* Adds how smoothly it shows runs that take long, as they grow. Needs a display. */
gboolean cli_bench_streams (CliBenchReport *report,
                            const CliWindowBench *window,
                            gboolean quick,
                            GError **error);

/* Resident memory of this process now, megabytes; 0 where the system does not tell. */
double cli_bench_get_memory (void);

/* Adds how soon the training thread obeys while it trains the largest network. */
void cli_bench_interrupt (CliBenchReport *report, gboolean quick);

G_END_DECLS
