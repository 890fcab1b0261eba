/* Theory's expectations and measured learning times of one run. */
#include "study/phases.h"

#include "model/train/trainer.h"

#include <math.h>

/* Theory for so many inputs takes less than a millisecond; for more, it is computed in a thread. */
#define QUICK_INPUTS 20

static void
forget_measure (StudyPhases *self)
{
  self->measure = (TheoryMeasure){ { FALSE, FALSE }, { INFINITY, INFINITY }, INFINITY };
  self->epoch[0] = self->epoch[1] = NAN;
  self->stop = (TheoryEarlyStopping){ { NAN, NAN }, { NAN, NAN } };
  self->least_generalisation = NAN;
}

void
study_phases_init (StudyPhases *self)
{
  *self = (StudyPhases){ .prediction = NULL, .error_alone = NAN };
  forget_measure (self);
}

void
study_phases_clear (StudyPhases *self)
{
  g_clear_pointer (&self->prediction, theory_prediction_free);
  g_clear_pointer (&self->reduced, theory_reduced_free);
}

void
study_phases_set_prediction (StudyPhases *self, TheoryPrediction *prediction)
{
  g_clear_pointer (&self->prediction, theory_prediction_free);
  self->prediction = prediction;
  self->error_alone = NAN;
  forget_measure (self);
}

void
study_phases_predict (StudyPhases *self, const ModelSnapshot *run)
{
  const int inputs = run->moments->n_a + run->moments->n_b;

  study_phases_set_prediction (self,
                               inputs <= QUICK_INPUTS ? theory_prediction_new_for_run (run) : NULL);
}

void
study_phases_take_forecast (StudyPhases *self, StudyForecast *forecast)
{
  g_clear_pointer (&self->reduced, theory_reduced_free);
  self->reduced = g_steal_pointer (&forecast->reduced);
  if (self->prediction == NULL)
    study_phases_set_prediction (self, g_steal_pointer (&forecast->prediction));
  self->error_alone = forecast->error_alone;
}

static double
find_least_generalisation (const ModelHistoryView *history)
{
  double least = NAN; /* fmin ignores it */

  for (gsize i = 0; i < model_history_view_length (history); i++)
    least = fmin (least, model_history_view_row (history, i)->generalisation);
  return least;
}

void
study_phases_measure (StudyPhases *self, const ModelHistoryView *history)
{
  if (self->prediction == NULL)
    return;
  theory_generalisation_find_minima (&self->stop, history);
  self->least_generalisation = find_least_generalisation (history);
  theory_measure_of_run (&self->measure, history, self->prediction);
  for (int m = 0; m < 2; m++)
    self->epoch[m] = self->measure.reached[m] ? self->measure.t[m] : NAN;
}

double
study_phases_get_start (const StudyPhases *self)
{
  return fmin (self->epoch[0], self->epoch[1]); /* fmin ignores a NAN if it can */
}

double
study_phases_get_end (const StudyPhases *self)
{
  return isnan (self->epoch[0]) || isnan (self->epoch[1]) ? NAN
                                                          : fmax (self->epoch[0], self->epoch[1]);
}

gboolean
study_phases_is_never (const StudyPhases *self, int m)
{
  const TheoryPrediction *prediction = self->prediction;

  return prediction != NULL && !prediction->beyond && isinf (prediction->times.step.t[m]);
}

gboolean
study_phases_has_plateau (const StudyPhases *self)
{
  return study_phases_get_end (self) > 1.1 * study_phases_get_start (self);
}

void
study_phases_get_marks (const StudyPhases *self, StudyMarks *marks)
{
  if (self->prediction == NULL)
    return;
  study_marks_predict (marks, self->prediction);
  for (int m = 0; m < 2; m++)
    marks->t_run[m] = self->epoch[m];
  marks->error_alone = self->error_alone;
  study_marks_stop_early (marks, &self->stop);
  marks->reduced = self->reduced != NULL && self->prediction->rests ? self->reduced->history : NULL;
}

double
study_phases_get_expected_end (const StudyPhases *self, const ModelExperiment *experiment)
{
  const double asked = model_experiment_get (experiment, MODEL_EPOCHS);
  StudyMarks marks;

  study_marks_init (&marks);
  study_phases_get_marks (self, &marks);
  return fmin (study_marks_get_expected_end (&marks),
               asked > 0 ? asked : MODEL_TRAINER_EPOCH_BOUND);
}
