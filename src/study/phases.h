/* What theory expects of the run on screen, when each modality was learned in it, and the phases
 * that this cuts the run into. */
#pragma once

#include "study/forecast.h"
#include "study/marks.h"
#include "theory/generalisation.h"

G_BEGIN_DECLS

/* Zeroed: nothing is known. */
typedef struct
{
  TheoryPrediction *prediction; /* NULL: not known yet */
  TheoryReduced *reduced;       /* NULL: not known yet; for a moment, of the run before */
  double error_alone;           /* generalisation error of the first modality alone; NAN: unknown */
  TheoryEarlyStopping stop;     /* minima of the run's generalisation error */
  double least_generalisation;  /* of the run's generalisation errors; NAN: unknown */
  TheoryMeasure measure;        /* of the run, against the prediction */
  double epoch[2];              /* by modality: when it was learned, or NAN: not yet */
} StudyPhases;

void study_phases_init (StudyPhases *self);
void study_phases_clear (StudyPhases *self);

/* Takes over what theory says, or NULL; what was measured is forgotten. */
void study_phases_set_prediction (StudyPhases *self, TheoryPrediction *prediction);
/* What theory says about another run: the numbers at once where that is quick, all of it with the
 * forecast. Until then the old curve stays, lest it flickers under a slider. */
void study_phases_predict (StudyPhases *self, const ModelSnapshot *run);
/* Takes over a forecast's results. */
void study_phases_take_forecast (StudyPhases *self, StudyForecast *forecast);
/* When the weights first reach theory's levels, linear between recorded epochs. */
void study_phases_measure (StudyPhases *self, const ModelHistoryView *history);

/* The earlier and the later of the two times; NAN where not reached yet. */
double study_phases_get_start (const StudyPhases *self);
double study_phases_get_end (const StudyPhases *self);
/* Whether theory says that a modality is never learned. */
gboolean study_phases_is_never (const StudyPhases *self, int m);
/* TRUE if both modalities were learned and a plateau lies between: 10 % of the time at least. */
gboolean study_phases_has_plateau (const StudyPhases *self);
/* The epoch that theory expects a run of the experiment to reach, not beyond what was asked for. */
double study_phases_get_expected_end (const StudyPhases *self, const ModelExperiment *experiment);
/* What time plots draw of it. */
void study_phases_get_marks (const StudyPhases *self, StudyMarks *marks);

G_END_DECLS
