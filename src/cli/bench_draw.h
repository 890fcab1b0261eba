/* What a frame costs besides training: theory, maps, portraits, and drawing them. */
#pragma once

#include "cli/bench_report.h"

G_BEGIN_DECLS

/* Adds times in milliseconds, each the best of several. */
gboolean cli_bench_draw (CliBenchReport *report, GError **error);

G_END_DECLS
