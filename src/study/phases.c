/* Theory's expectations and measured learning times of one run. */
#include "study/phases.h"

#include "theory/validity.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Theory for so many inputs takes less than a millisecond; for more, it is computed in a thread. */
#define QUICK_INPUTS 20

/* Times so close are those of one step of the loss. */
#define TOGETHER 1.1

static void
forget_measure (StudyPhases *self)
{
  self->measure = (TheoryMeasure){ { FALSE, FALSE }, { INFINITY, INFINITY }, INFINITY };
  self->epoch[0] = self->epoch[1] = NAN;
  self->stop = (TheoryEarlyStopping){ { NAN, NAN }, { NAN, NAN } };
  self->least_generalisation = NAN;
  self->stages.n = 0;
}

void
study_phases_init (StudyPhases *self)
{
  *self = (StudyPhases){ .prediction = NULL, .error_alone = NAN };
  forget_measure (self);
}

static void
set_curve (StudyPhases *self, ModelHistoryView *curve)
{
  g_clear_pointer (&self->curve, model_history_view_unref);
  self->curve = curve != NULL ? model_history_view_ref (curve) : NULL;
}

void
study_phases_clear (StudyPhases *self)
{
  study_phases_set_prediction (self, NULL);
  g_clear_pointer (&self->start, theory_own_start_unref);
  set_curve (self, NULL);
}

void
study_phases_set_prediction (StudyPhases *self, TheoryPrediction *prediction)
{
  g_clear_pointer (&self->prediction, theory_prediction_free);
  g_clear_pointer (&self->own, theory_own_free);
  g_clear_pointer (&self->population, study_population_free);
  self->prediction = prediction;
  self->predicted.n = 0;
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

static void
take_own (StudyPhases *self, TheoryOwn *own)
{
  g_clear_pointer (&self->own, theory_own_free);
  self->own = own;
  set_curve (self, own != NULL ? own->history : NULL);
  if (own != NULL)
    theory_stages_measure (&self->predicted, own->history, self->prediction->points);
}

void
study_phases_take_forecast (StudyPhases *self, StudyForecast *forecast)
{
  if (self->prediction == NULL)
    study_phases_set_prediction (self, g_steal_pointer (&forecast->prediction));
  if (self->prediction != NULL)
    take_own (self, g_steal_pointer (&forecast->own));
  g_clear_pointer (&self->population, study_population_free);
  self->population = g_steal_pointer (&forecast->population);
  g_clear_pointer (&self->start, theory_own_start_unref);
  self->start = g_steal_pointer (&forecast->start);
  self->error_alone = forecast->error_alone;
}

int
study_phases_get_first (const StudyPhases *self)
{
  return self->own != NULL ? self->own->first : self->prediction->times.first;
}

char *
study_phases_describe_theory (const StudyPhases *self, const ModelExperiment *experiment)
{
  const TheoryPrediction *prediction = self->prediction;
  const gboolean follows = prediction->linear && theory_prediction_has_line (prediction);
  g_autofree char *limits = NULL;

  /* Until the network's own start is known, nothing is said of it. */
  if (!follows || self->own != NULL)
    limits = theory_validity_describe (experiment, prediction, self->own);
  if (!follows)
    return g_steal_pointer (&limits);
  return g_strconcat (_ ("Theory follows the weights that this network starts with."),
                      limits != NULL ? "\n" : "", limits, NULL);
}

StudyLearned
study_phases_get_learned_after (const StudyPhases *self, int i)
{
  if (i < 0)
    return STUDY_LEARNED_NOTHING;
  return study_learned_get (&self->stages.stage[i],
                            self->prediction->points->point[THEORY_POINT_SOLUTION].level);
}

StudyLearned
study_phases_get_learned (const StudyPhases *self, double epoch)
{
  return study_phases_get_learned_after (self, theory_stages_find (&self->stages, epoch));
}

TheoryClock
study_phases_get_clock (const StudyPhases *self)
{
  if (self->own != NULL)
    return (TheoryClock){ { self->own->t[0], self->own->t[1] }, self->own->ratio };
  return theory_prediction_has_line (self->prediction) ? (TheoryClock){ { NAN, NAN }, NAN }
                                                       : self->prediction->times.step;
}

static double
find_least_generalisation (const ModelHistoryView *history)
{
  double least = NAN; /* fmin ignores it */

  for (gsize i = 0; i < model_history_view_length (history); i++)
    least = fmin (least, model_history_view_row (history, i)->generalisation);
  return least;
}

static void
append_stage (StudyPhases *self, const ModelHistoryView *history, int modality, double epoch)
{
  TheoryStage *stage = &self->stages.stage[self->stages.n++];
  const gboolean together = modality == THEORY_STAGE_BOTH;
  ModelHistoryRow row;

  *stage = (TheoryStage){ .time = epoch, .end = INFINITY, .modality = modality };
  for (int m = 0; m < 2; m++)
    stage->away[m] = together || m == modality || self->stages.n > 1;
  if (self->stages.n > 1)
    self->stages.stage[0].end = epoch;
  row = model_history_view_at (history, epoch);
  stage->sign = row.weight[modality == 1] < 0 ? -1 : 1;
  stage->weight[0] = row.weight[0];
  stage->weight[1] = row.weight[1];
  stage->loss = row.loss;
}

/* Of networks that bend, of whose weights only the times tell; and of losses without plateaus. */
static void
find_stages_by_times (StudyPhases *self, const ModelHistoryView *history)
{
  const int first = self->epoch[1] < self->epoch[0] || isnan (self->epoch[0]);
  const double start = self->epoch[first], end = self->epoch[1 - first];

  self->stages.n = 0;
  if (end <= TOGETHER * start)
    append_stage (self, history, THEORY_STAGE_BOTH, end);
  else if (!isnan (start))
    append_stage (self, history, first, start);
  if (end > TOGETHER * start)
    append_stage (self, history, 1 - first, end);
}

void
study_phases_measure (StudyPhases *self, const ModelHistoryView *history)
{
  if (self->prediction == NULL)
    return;
  theory_generalisation_find_minima (&self->stop, history);
  self->least_generalisation = find_least_generalisation (history);
  if (self->own == NULL || self->prediction->beyond)
    theory_measure_of_run (&self->measure, history, self->prediction);
  else
    theory_measure_compute (&self->measure, history, &self->own->levels, self->own->first);
  for (int m = 0; m < 2; m++)
    self->epoch[m] = self->measure.reached[m] ? self->measure.t[m] : NAN;
  if (self->prediction->linear && self->prediction->rests)
    theory_stages_measure (&self->stages, history, self->prediction->points);
  else
    find_stages_by_times (self, history);
}

gboolean
study_phases_is_never (const StudyPhases *self, int m)
{
  const TheoryPrediction *prediction = self->prediction;

  return prediction != NULL && !prediction->beyond && isinf (prediction->times.step.t[m]);
}

void
study_phases_get_marks (const StudyPhases *self, StudyMarks *marks)
{
  TheoryClock clock;

  if (self->prediction == NULL)
    return;
  clock = study_phases_get_clock (self);
  study_marks_predict (marks, self->prediction, &clock, study_phases_get_first (self));
  for (int m = 0; m < 2; m++)
    marks->t_run[m] = self->epoch[m];
  marks->stages = self->stages;
  marks->predicted = self->predicted;
  marks->error_alone = self->error_alone;
  study_marks_stop_early (marks, &self->stop);
  marks->curve = theory_prediction_has_line (self->prediction) ? self->curve : NULL;
  if (self->population == NULL)
    return;
  marks->population = self->population->own->history;
  marks->loss_population = self->population->prediction->points->point[THEORY_POINT_ORIGIN].loss;
  for (int m = 0; m < 2; m++)
    marks->t_population[m] = self->population->own->t[m];
}

double
study_phases_get_expected_end (const StudyPhases *self, const ModelExperiment *experiment)
{
  const double asked = model_experiment_get (experiment, MODEL_EPOCHS);
  StudyMarks marks;

  study_marks_init (&marks);
  study_phases_get_marks (self, &marks);
  return fmin (study_marks_get_expected_end (&marks), asked > 0 ? asked : INFINITY);
}
