/* What a frame costs besides training: theory, maps, portraits, and drawing them. */
#pragma once

#include "bench/bench_report.h"

G_BEGIN_DECLS

/* Adds times in milliseconds, each the best of several. */
gboolean bench_draw (BenchReport *report, GError **error);

G_END_DECLS
