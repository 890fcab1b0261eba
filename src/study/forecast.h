/* What theory says about a run, computed in a thread of its own: all that takes longer than a frame
 * can wait for. */
#pragma once

#include "model/record/snapshot.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

typedef struct
{
  ModelSnapshot *snapshot; /* of the run in question; only its experiment is looked at */
  gpointer owner;          /* of whoever started it, in its thread only; or NULL */
  int done;                /* atomic; set once the results are there */
  int cancel;              /* written by study_forecast_cancel(), read atomically in the thread */
  TheoryPrediction *prediction; /* results, valid once the thread is done; NULL where there are */
  TheoryReduced *reduced;       /* none */
  double error_alone;           /* see StudyPhases */
} StudyForecast;

StudyForecast *study_forecast_new (ModelSnapshot *snapshot);
void study_forecast_free (StudyForecast *self);
/* Prediction, then the curve of the reduced dynamics; any thread. */
void study_forecast_compute (StudyForecast *self);
/* Ends the computation early, with no results or with half a curve; any thread. */
void study_forecast_cancel (StudyForecast *self);

/* Whether the results are there; any thread. */
gboolean study_forecast_is_done (const StudyForecast *self);

G_END_DECLS
