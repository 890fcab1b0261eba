/* What theory says about a run: all that takes longer than a frame can wait for. A job of
 * run/job_slot.h. */
#pragma once

#include "model/record/snapshot.h"
#include "study/population.h"

G_BEGIN_DECLS

typedef struct
{
  ModelSnapshot *snapshot; /* of the run in question; its recording is not looked at */
  TheoryOwnStart *start;   /* of its network; before that is computed of any, or NULL */
  /* Results; NULL where there are none. */
  TheoryPrediction *prediction;
  TheoryOwn *own; /* none under the logistic loss, and where there is nothing to learn */
  StudyPopulation *population; /* where it is told */
  double error_alone;          /* see StudyPhases */
} StudyForecast;

/* @known: (nullable): the start of a network that may be the same */
StudyForecast *study_forecast_new (ModelSnapshot *snapshot, TheoryOwnStart *known);
void study_forecast_free (gpointer self);
/* Prediction, then what follows from the network's own start; where cancelled, fewer results. Any
 * thread. */
void study_forecast_compute (gpointer self, const int *cancel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyForecast, study_forecast_free)

G_END_DECLS
