/* What theory expects of the run on screen, when each modality was learned in it, and the phases
 * that this cuts the run into. */
#pragma once

#include "study/forecast.h"
#include "study/learned.h"
#include "study/marks.h"
#include "theory/generalisation.h"
#include "theory/stages.h"

G_BEGIN_DECLS

/* Zeroed: nothing is known. */
typedef struct
{
  TheoryPrediction *prediction; /* NULL: not known yet */
  TheoryOwnStart *start;        /* of a network that was shown last; NULL: of none yet */
  TheoryOwn *own;               /* NULL: not known yet, or none */
  ModelHistoryView *curve;      /* its, or for a moment that of the run before; or NULL */
  StudyPopulation *population;  /* NULL: not told */
  double error_alone;           /* generalisation error of the first modality alone; NAN: unknown */
  TheoryEarlyStopping stop;     /* minima of the run's generalisation error */
  double least_generalisation;  /* of the run's generalisation errors; NAN: unknown */
  TheoryMeasure measure;        /* of the run, against theory's levels */
  TheoryStages predicted;       /* theory's, of the network's own start */
  TheoryStages stages;          /* the run's so far */
  double epoch[2];              /* by modality: when it was learned, or NAN: not yet */
} StudyPhases;

void study_phases_init (StudyPhases *self);
void study_phases_clear (StudyPhases *self);

/* Takes over what theory says, or NULL; what was measured, and of the own start, is forgotten. */
void study_phases_set_prediction (StudyPhases *self, TheoryPrediction *prediction);
/* What theory says about another run: the numbers at once where that is quick, all of it with the
 * forecast. Until then the old curve stays, lest it flickers under a slider. */
void study_phases_predict (StudyPhases *self, const ModelSnapshot *run);
/* Takes over a forecast's results. */
void study_phases_take_forecast (StudyPhases *self, StudyForecast *forecast);
/* When the weights first reach theory's levels, linear between recorded epochs; and the stages. */
void study_phases_measure (StudyPhases *self, const ModelHistoryView *history);

/* What theory follows, and whether its assumptions hold: theory_validity_describe()'s sentences.
 * Valid: theory's prediction is known. */
char *study_phases_describe_theory (const StudyPhases *self, const ModelExperiment *experiment);
/* The modality that theory has learned first. */
int study_phases_get_first (const StudyPhases *self);
/* Whether theory says that a modality is never learned. */
gboolean study_phases_is_never (const StudyPhases *self, int m);
/* What has been learned at an epoch, as far as it is measured. */
StudyLearned study_phases_get_learned (const StudyPhases *self, double epoch);
/* The same after stage i, counted from 0; -1: at the start. */
StudyLearned study_phases_get_learned_after (const StudyPhases *self, int i);
/* Theory's times: of the network's own start. NAN: not known yet; +INFINITY: never. Under the
 * logistic loss, of which there is no curve, the paper's formula. */
TheoryClock study_phases_get_clock (const StudyPhases *self);
/* The epoch that theory expects a run of the experiment to reach, not beyond what was asked for. */
double study_phases_get_expected_end (const StudyPhases *self, const ModelExperiment *experiment);
/* What time plots draw of it. */
void study_phases_get_marks (const StudyPhases *self, StudyMarks *marks);

G_END_DECLS
