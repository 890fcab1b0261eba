/* Theory's and a run's marks on time plots, from what the theory layer knows. */
#pragma once

#include "model/record/history.h"
#include "theory/generalisation.h"
#include "theory/measure.h"
#include "theory/prediction.h"
#include "theory/stages.h"

G_BEGIN_DECLS

/* What is predicted and what was measured, as plain numbers; NAN, -1, NULL: absent. Losses and
 * weights in the units of ModelHistoryRow; index 0 is A, 1 is B. */
typedef struct
{
  double t_theory[2]; /* epochs at which a modality is learned; INFINITY: never */
  double t_run[2];
  int first;           /* the modality learned first, or -1 */
  double loss_origin;  /* of W = 0, to which losses are drawn relative; NAN: the run's first loss */
  double loss_theory;  /* the same of theory's data, to which the losses below and `curve` are
                        * relative; NAN: as loss_origin */
  double loss_plateau; /* L(M_first) */
  double loss_other;   /* L of the other modality alone */
  double level_plateau; /* weight of the first modality while it is alone */
  double level_final[2];
  double error_alone;             /* generalisation error that the first modality reaches alone */
  double t_stop[2];               /* t_1, t_2: the minima of the generalisation error */
  TheoryStages predicted, stages; /* theory's, and the run's so far */
  const ModelHistoryView *curve;  /* theory's, drawn thin and dashed */
  const ModelHistoryView *population; /* theory's of the population, dotted; NULL: not told */
  double loss_population;             /* its loss of W = 0, to which its losses are relative */
  double t_population[2];             /* its times; INFINITY: never */
} StudyMarks;

/* Everything absent. */
void study_marks_init (StudyMarks *self);
/**
 * study_marks_predict:
 * Predicted times, levels, losses.
 * @clock: theory's times; NAN: not known yet
 * @first: the modality that theory has learned first
 */
void study_marks_predict (StudyMarks *self,
                          const TheoryPrediction *prediction,
                          const TheoryClock *clock,
                          int first);
/* Drops theory's curves, where others are drawn. */
void study_marks_drop_curves (StudyMarks *self);
/* When stage i is, counted from 0: at the line of its modality's time, where both say the same.
 * NAN: there is none. */
double study_marks_get_stage_time (const StudyMarks *self, int i);
/* Stage i, counted from 0: the run's as far as it is measured, then theory's; NULL: none. */
const TheoryStage *study_marks_get_stage (const StudyMarks *self, int i);
/* The epoch by which theory expects everything to have been seen, with a margin; 0: it cannot say.
 */
double study_marks_get_expected_end (const StudyMarks *self);
void study_marks_stop_early (StudyMarks *self, const TheoryEarlyStopping *stop);

G_END_DECLS
