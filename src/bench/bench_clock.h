/* The clock of all measurements of one thread's work. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Processor time of the calling thread, microseconds: what other programs take does not count, and
 * on a quiet machine it is the time that passes. */
double bench_clock (void);

G_END_DECLS
