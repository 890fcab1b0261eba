/* Theory of the population that a run's samples come from, where it is another than theirs. */
#pragma once

#include "theory/own.h"

G_BEGIN_DECLS

/* Learned at other times, or to other weights and losses, by more than this part: it is seen. */
#define STUDY_POPULATION_VISIBLE 0.05

typedef struct
{
  TheoryPrediction *prediction; /* of its moments, at the run's initial scale */
  TheoryOwn *own;               /* of the run's own start */
} StudyPopulation;

/**
 * study_population_new:
 * The one function that decides whether theory of the population is told beside that of the data
 * trained on: in the window, in plots and their files, by `plateau theory`.
 * @prediction, @own, @start: theory of the data trained on
 * @cancel: (nullable): read atomically
 *
 * Returns: NULL where it would not be told from that; where there is no population, or the run is
 * trained on it; of networks that bend and of the logistic loss; where cancelled.
 * Source: beyond the paper: which data.
 */
StudyPopulation *study_population_new (const ModelExperiment *experiment,
                                       const TheoryPrediction *prediction,
                                       const TheoryOwn *own,
                                       const TheoryOwnStart *start,
                                       const int *cancel);
void study_population_free (StudyPopulation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyPopulation, study_population_free)

G_END_DECLS
