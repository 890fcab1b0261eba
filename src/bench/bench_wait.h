/* How long people wait: for a slider, a new network, a stop. */
#pragma once

#include "bench/bench_report.h"

G_BEGIN_DECLS

/* Adds what the window shows, and when. Needs a display. */
gboolean bench_window (BenchReport *report, int n_events, GError **error);

/* Adds how smoothly it shows runs that take long, as they grow. Needs a display. */
gboolean bench_streams (BenchReport *report, gboolean quick, GError **error);

/* Adds how long the window is held up by a large table that is opened, and when its run is there.
 * Needs no display. */
gboolean bench_own_data (BenchReport *report, gboolean quick, GError **error);

/* Resident memory of this process now, megabytes; 0 where the system does not tell. */
double bench_get_memory (void);

/* Adds how soon the training thread obeys while it trains the largest network. */
void bench_interrupt (BenchReport *report, gboolean quick);

G_END_DECLS
