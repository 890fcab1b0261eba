/* What this machine could do at best: the limits that training steps are measured against. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes per second of a triad, a = b + s c, over three arrays of `bytes` in all, counted as two
 * reads and a write. @time: of the measurement, microseconds */
double bench_limits_bandwidth (gsize bytes, gint64 time);

/* Floating-point operations per second of fused multiply-adds on registers. */
double bench_limits_peak (gint64 time);

G_END_DECLS
