/* What a frame costs besides training: theory, maps, portraits, and drawing them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int cli_bench_draw_count (void);
/* The i-th of them in milliseconds, the best of several. @name: (out): static */
double cli_bench_draw_measure (int i, const char **name);

G_END_DECLS
