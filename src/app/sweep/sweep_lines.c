/* Theory's lines of a sweep as a job. */
#include "app/sweep/sweep_lines.h"

struct AppSweepLines
{
  RunSweep *sweep;
  RunSweepMeasure measure;
  GArray *lines; /* NULL before they are computed */
};

AppSweepLines *
app_sweep_lines_new (const RunSweep *sweep, RunSweepMeasure measure)
{
  AppSweepLines *self = g_new0 (AppSweepLines, 1);

  self->sweep = run_sweep_ref ((RunSweep *) sweep);
  self->measure = measure;
  return self;
}

void
app_sweep_lines_free (gpointer data)
{
  AppSweepLines *self = data;

  run_sweep_unref (self->sweep);
  g_clear_pointer (&self->lines, g_array_unref);
  g_free (self);
}

void
app_sweep_lines_compute (gpointer data, const int *cancel)
{
  AppSweepLines *self = data;

  self->lines = study_sweep_results_compute_lines (self->sweep, self->measure, cancel);
}

GArray *
app_sweep_lines_steal (AppSweepLines *self)
{
  return g_steal_pointer (&self->lines);
}
