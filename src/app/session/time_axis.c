/* The eased time axis: holds under a moving slider, fits when things are quiet. */
#include "app/session/time_axis.h"

#include "plot/time/timeplot.h"

#include <math.h>

/* A slider that rests this long has been let go, or is being looked at. */
#define QUIET_US 400000
#define EASE_US 70000.0
/* A run that fills less than this of the axis cannot be read. */
#define LEAST_FILL 0.45

void
app_time_axis_init (AppTimeAxis *self)
{
  *self = (AppTimeAxis){ .shown = study_run_fit_epochs (NULL, 0) };
  self->target = self->shown.maximum;
  self->fit = self->target;
}

void
app_time_axis_start_run (AppTimeAxis *self, gint64 now)
{
  self->last_start = now;
  self->expected = 0;
}

void
app_time_axis_expect (AppTimeAxis *self, double epochs)
{
  self->expected = epochs;
}

void
app_time_axis_follow (AppTimeAxis *self, double last, gboolean complete)
{
  StudyAxis fit = { 0, fmax (last, 1), FALSE };
  gboolean first = self->last_step == 0;

  self->shown.minimum = fit.minimum;
  self->fit =
      complete ? fit.maximum : fmax (fit.maximum, fmax (self->shown.maximum, self->expected));
  if (first && complete)
    self->shown.maximum = self->target = fit.maximum;
  /* While it is streamed, a run that reaches the end gets a third more room at once. */
  if (fit.maximum > self->shown.maximum)
    self->shown.maximum = complete ? fit.maximum : fit.maximum * 4 / 3;
  self->target = fmax (self->target, self->shown.maximum);
  if (complete && self->fit < LEAST_FILL * self->shown.maximum)
    self->target = self->fit;
}

gboolean
app_time_axis_step (AppTimeAxis *self, gint64 now)
{
  const gboolean moved = self->last_step > 0 && !self->resting;
  const double elapsed = moved ? (double) (now - self->last_step) : 0;

  self->last_step = now;
  if (now - self->last_start >= QUIET_US)
    self->target = self->fit;
  if (self->still)
    self->shown.maximum = self->target;
  self->shown.maximum += (self->target - self->shown.maximum) * (1 - exp (-elapsed / EASE_US));
  /* A thousandth of the axis is less than a pixel. */
  if (fabs (self->shown.maximum - self->target) < 1e-3 * self->target)
    self->shown.maximum = self->target;
  self->resting = self->shown.maximum == self->target;
  return !self->resting;
}

gint64
app_time_axis_get_rest (const AppTimeAxis *self, gint64 now)
{
  return self->target != self->fit ? MAX (self->last_start + QUIET_US - now, 1) : 0;
}
