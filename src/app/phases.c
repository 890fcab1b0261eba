/* Theory's expectations and measured learning times of one run. */
#include "app/phases.h"

#include "theory/place.h"

#include <math.h>

/* Theory for so many inputs takes less than a millisecond; for more, it is computed in a thread. */
#define QUICK_INPUTS 20

static void
forget_measure (AppPhases *self)
{
  self->measure = (TheoryMeasure){ { FALSE, FALSE }, { INFINITY, INFINITY }, INFINITY };
  self->epoch[0] = self->epoch[1] = NAN;
  self->stop = (TheoryEarlyStopping){ { NAN, NAN }, { NAN, NAN } };
  self->least_unseen = NAN;
}

void
app_phases_init (AppPhases *self)
{
  *self = (AppPhases){ .prediction = NULL, .error_alone = NAN };
  forget_measure (self);
}

void
app_phases_clear (AppPhases *self)
{
  g_clear_pointer (&self->prediction, theory_prediction_free);
  g_clear_pointer (&self->reduced, theory_reduced_free);
}

void
app_phases_set_prediction (AppPhases *self, TheoryPrediction *prediction)
{
  g_clear_pointer (&self->prediction, theory_prediction_free);
  self->prediction = prediction;
  self->error_alone = NAN;
  forget_measure (self);
}

void
app_phases_predict (AppPhases *self, const ModelExperiment *experiment, double init_scale)
{
  const int inputs =
      model_experiment_inputs (experiment, 0) + model_experiment_inputs (experiment, 1);

  app_phases_set_prediction (
      self, inputs <= QUICK_INPUTS ? theory_prediction_new (experiment, init_scale, NULL) : NULL);
}

void
app_phases_take_forecast (AppPhases *self, AppForecast *forecast)
{
  g_clear_pointer (&self->reduced, theory_reduced_free);
  self->reduced = g_steal_pointer (&forecast->reduced);
  if (self->prediction == NULL)
    app_phases_set_prediction (self, g_steal_pointer (&forecast->prediction));
  self->error_alone = forecast->error_alone;
}

static double
find_least_unseen (const ModelHistoryView *history)
{
  double least = NAN; /* fmin ignores it */

  for (gsize i = 0; i < model_history_view_length (history); i++)
    least = fmin (least, model_history_view_row (history, i)->generalisation);
  return least;
}

void
app_phases_measure (AppPhases *self, const ModelHistoryView *history)
{
  int modality;
  double epoch;

  if (self->prediction == NULL)
    return;
  theory_generalisation_find_minima (&self->stop, history);
  self->least_unseen = find_least_unseen (history);
  theory_measure_compute (&self->measure, history, &self->prediction->levels,
                          self->prediction->times.first);
  for (int m = 0; m < 2; m++)
    self->epoch[m] = self->measure.reached[m] ? self->measure.t[m] : NAN;
  if (theory_place_find_beyond (self->prediction, history, &modality, &epoch))
    self->epoch[modality] = epoch;
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
  if (self->prediction == NULL)
    return;
  plot_marks_predict (marks, self->prediction);
  plot_marks_measure (marks, &self->measure);
  marks->error_alone = self->error_alone;
  plot_marks_stop_early (marks, &self->stop);
  marks->reduced = self->reduced != NULL && self->prediction->rests ? self->reduced->history : NULL;
}
