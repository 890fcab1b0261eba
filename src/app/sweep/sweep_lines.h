/* Theory's lines of a sweep, as a job of run/job_slot.h: those of deep networks take longer than a
 * frame. */
#pragma once

#include "run/job_slot.h"
#include "study/sweep_results.h"

G_BEGIN_DECLS

typedef struct AppSweepLines AppSweepLines;

AppSweepLines *app_sweep_lines_new (const RunSweep *sweep, RunSweepMeasure measure);
void app_sweep_lines_free (gpointer self);
void app_sweep_lines_compute (gpointer self, const int *cancel);
/* What was computed, owned. */
GArray *app_sweep_lines_steal (AppSweepLines *self);

G_END_DECLS
