/* Theory's lines of a sweep, computed in a thread: those of deep networks take longer than a frame.
 */
#pragma once

#include "plot/sweep/sweep_results.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct AppSweepLines AppSweepLines;

/* @lines: owned by the callback */
typedef void (*AppSweepLinesFunc) (GArray *lines, gpointer data);

/* Calls back in the main thread, unless it is freed before. */
AppSweepLines *app_sweep_lines_start (const RunSweep *sweep,
                                      RunSweepMeasure measure,
                                      AppSweepLinesFunc done,
                                      gpointer data);
/* Ends it early; done is not called any more. To be called after it, too. */
void app_sweep_lines_free (AppSweepLines *self);

G_END_DECLS
