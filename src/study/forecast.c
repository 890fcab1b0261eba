/* Theory's computation for one run, with its results. */
#include "study/forecast.h"

#include "theory/generalisation.h"

#include <math.h>

StudyForecast *
study_forecast_new (ModelSnapshot *snapshot, TheoryOwnStart *known)
{
  StudyForecast *self = g_new0 (StudyForecast, 1);

  self->snapshot = model_snapshot_ref (snapshot);
  self->start = known != NULL ? theory_own_start_ref (known) : NULL;
  self->error_alone = NAN;
  return self;
}

void
study_forecast_free (gpointer data)
{
  StudyForecast *self = data;

  model_snapshot_unref (self->snapshot);
  theory_own_start_unref (self->start);
  theory_prediction_free (self->prediction);
  theory_own_free (self->own);
  study_population_free (self->population);
  g_free (self);
}

static void
compute_own (StudyForecast *self, const int *cancel)
{
  const ModelExperiment *experiment = &self->snapshot->experiment;

  if (self->start == NULL || !theory_own_start_serves (self->start, experiment))
    {
      g_clear_pointer (&self->start, theory_own_start_unref);
      self->start = theory_own_start_new (experiment, cancel);
    }
  if (self->start != NULL)
    self->own = theory_own_new (self->start, self->prediction, INFINITY, cancel);
  self->population =
      study_population_new (experiment, self->prediction, self->own, self->start, cancel);
}

void
study_forecast_compute (gpointer data, const int *cancel)
{
  StudyForecast *self = data;
  const ModelExperiment *experiment = &self->snapshot->experiment;
  int first;

  self->prediction = theory_prediction_new_for_run (self->snapshot);
  if (theory_prediction_has_line (self->prediction))
    compute_own (self, cancel);
  first = self->own != NULL ? self->own->first : self->prediction->times.first;
  theory_generalisation_compute_unimodal (experiment, first, &self->error_alone, cancel);
}
