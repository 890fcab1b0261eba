/* What theory says about a run: all that takes longer than a frame can wait for. A job of
 * run/job_slot.h. */
#pragma once

#include "model/record/snapshot.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

typedef struct
{
  ModelSnapshot *snapshot;      /* of the run in question; its recording is not looked at */
  TheoryPrediction *prediction; /* results; NULL where there are none */
  TheoryReduced *reduced;
  double error_alone; /* see StudyPhases */
} StudyForecast;

StudyForecast *study_forecast_new (ModelSnapshot *snapshot);
void study_forecast_free (gpointer self);
/* Prediction, then the curve of the reduced dynamics; where cancelled, no results or half a curve.
 * Any thread. */
void study_forecast_compute (gpointer self, const int *cancel);

G_END_DECLS
