/* Theory's and a run's marks on time plots, from what the theory layer knows. */
#pragma once

#include "model/record/history.h"
#include "theory/generalisation.h"
#include "theory/measure.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

/* What is predicted and what was measured, as plain numbers; NAN, -1, NULL: absent. Losses and
 * weights in the units of ModelHistoryRow; index 0 is A, 1 is B. */
typedef struct
{
  double t_theory[2]; /* epochs at which a modality is learned; INFINITY: never */
  double t_run[2];
  int first;           /* the modality learned first, or -1 */
  double loss_origin;  /* of W = 0, to which losses are drawn relative; NAN: the run's first loss */
  double loss_theory;  /* the same of theory's data, to which the losses below and `reduced` are
                        * relative; NAN: as loss_origin */
  double loss_plateau; /* L(M_first) */
  double loss_other;   /* L of the other modality alone */
  double level_plateau; /* weight of the first modality while it is alone */
  double level_final[2];
  double error_alone;              /* generalisation error that the first modality reaches alone */
  double t_stop[2];                /* t_1, t_2: the minima of the generalisation error */
  const ModelHistoryView *reduced; /* the reduced dynamics, drawn thin and dashed */
} StudyMarks;

/* Everything absent. */
void study_marks_init (StudyMarks *self);
/* Predicted times (of finite steps), levels, losses. */
void study_marks_predict (StudyMarks *self, const TheoryPrediction *prediction);
/* The epoch by which theory expects everything to have been seen, with a margin; 0: it cannot say.
 */
double study_marks_get_expected_end (const StudyMarks *self);
void study_marks_stop_early (StudyMarks *self, const TheoryEarlyStopping *stop);

G_END_DECLS
