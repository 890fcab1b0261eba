/* Theory's computation for one run, with its results. */
#include "study/forecast.h"

#include "theory/generalisation.h"

#include <math.h>

StudyForecast *
study_forecast_new (ModelSnapshot *snapshot)
{
  StudyForecast *self = g_new0 (StudyForecast, 1);

  self->snapshot = model_snapshot_ref (snapshot);
  return self;
}

void
study_forecast_free (gpointer data)
{
  StudyForecast *self = data;

  model_snapshot_unref (self->snapshot);
  theory_prediction_free (self->prediction);
  theory_reduced_free (self->reduced);
  g_free (self);
}

void
study_forecast_compute (gpointer data, const int *cancel)
{
  StudyForecast *self = data;

  self->prediction = theory_prediction_new_for_run (self->snapshot);
  if (self->prediction->times.order != THEORY_ORDER_NOTHING)
    self->reduced = theory_prediction_new_reduced (self->prediction, INFINITY, cancel);
  self->error_alone = NAN;
  theory_generalisation_compute_unimodal (
      &self->snapshot->experiment, self->prediction->times.first, &self->error_alone, cancel);
}
