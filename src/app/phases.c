/* Theory's expectations and measured learning times of one run. */
#include "app/phases.h"

#include <math.h>

void
app_phases_init (AppPhases *self)
{
  *self = (AppPhases){ .epoch = { NAN, NAN } };
}

void
app_phases_clear (AppPhases *self)
{
  g_clear_pointer (&self->prediction, theory_prediction_free);
}

void
app_phases_set_prediction (AppPhases *self, TheoryPrediction *prediction)
{
  app_phases_clear (self);
  app_phases_init (self);
  self->prediction = prediction;
}

void
app_phases_measure (AppPhases *self, const ModelHistoryView *history)
{
  TheoryMeasure measure;

  if (self->prediction == NULL)
    return;
  theory_measure_compute (&measure, history, &self->prediction->levels,
                          self->prediction->times.first);
  for (int m = 0; m < 2; m++)
    self->epoch[m] = measure.reached[m] ? measure.t[m] : NAN;
}

double
app_phases_get_start (const AppPhases *self)
{
  return fmin (self->epoch[0], self->epoch[1]); /* fmin ignores a NAN if it can */
}

double
app_phases_get_end (const AppPhases *self)
{
  return isnan (self->epoch[0]) || isnan (self->epoch[1]) ? NAN
                                                          : fmax (self->epoch[0], self->epoch[1]);
}

gboolean
app_phases_has_plateau (const AppPhases *self)
{
  return app_phases_get_end (self) > 1.1 * app_phases_get_start (self);
}

void
app_phases_get_marks (const AppPhases *self, PlotMarks *marks)
{
  const TheoryPrediction *prediction = self->prediction;

  if (prediction == NULL)
    return;
  for (int m = 0; m < 2; m++)
    {
      marks->t_run[m] = self->epoch[m];
      /* Elsewhere theory only gives the order of magnitude, which a line would misstate. */
      if (prediction->aligned)
        marks->t_theory[m] = prediction->times.step.t[m];
      marks->level_final[m] = prediction->points->point[THEORY_POINT_SOLUTION].level[m];
    }
  if (!prediction->has_plateau)
    return;
  marks->first = prediction->times.first;
  marks->loss_plateau = prediction->plateau_loss;
  marks->level_plateau =
      prediction->points->point[THEORY_POINT_A + marks->first].level[marks->first];
}
