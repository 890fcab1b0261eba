/* Fills in the plain numbers that time plots draw. */
#include "study/marks.h"

#include <math.h>

/* What follows the last learning time is as good as over after a tenth more. */
#define EXPECTED_MARGIN 1.1
/* Half-way to a level, and half-way between two plateaus, are as good as the same. */
#define SAME 0.2

void
study_marks_init (StudyMarks *self)
{
  g_return_if_fail (self != NULL);

  *self = (StudyMarks){ .t_theory = { NAN, NAN },
                        .t_run = { NAN, NAN },
                        .first = -1,
                        .loss_origin = NAN,
                        .loss_theory = NAN,
                        .loss_plateau = NAN,
                        .loss_other = NAN,
                        .level_plateau = NAN,
                        .level_final = { NAN, NAN },
                        .error_alone = NAN,
                        .loss_population = NAN,
                        .t_population = { NAN, NAN },
                        .t_stop = { NAN, NAN } };
}

void
study_marks_predict (StudyMarks *self,
                     const TheoryPrediction *prediction,
                     const TheoryClock *clock,
                     int first)
{
  g_return_if_fail (self != NULL && prediction != NULL);

  const TheoryFixedPoint *point = prediction->points->point;

  if (prediction->rests)
    self->loss_theory = point[THEORY_POINT_ORIGIN].loss;
  for (int m = 0; m < 2; m++)
    {
      self->t_theory[m] = clock->t[m];
      /* Of what a linear network never learns, XOR, there is no theory. */
      if (prediction->beyond && isinf (self->t_theory[m]))
        self->t_theory[m] = NAN;
      /* What training never reaches is no level to wait for. */
      self->level_final[m] = prediction->rests && isfinite (prediction->levels.half[m])
                                 ? point[THEORY_POINT_SOLUTION].level[m]
                                 : NAN;
    }
  if (!prediction->has_plateau)
    return;
  self->first = first;
  if (!prediction->rests)
    return;
  self->loss_plateau = point[THEORY_POINT_A + first].loss;
  self->loss_other = point[THEORY_POINT_A + 1 - first].loss;
  self->level_plateau = point[THEORY_POINT_A + first].level[first];
  if (!(prediction->rates.d[1 - first] > 0)) /* the plateau is where it ends */
    self->level_final[first] = self->level_plateau;
}

void
study_marks_drop_curves (StudyMarks *self)
{
  self->curve = self->population = NULL;
}

const TheoryStage *
study_marks_get_stage (const StudyMarks *self, int i)
{
  if (i < self->stages.n)
    return &self->stages.stage[i];
  return i < self->predicted.n ? &self->predicted.stage[i] : NULL;
}

double
study_marks_get_stage_time (const StudyMarks *self, int i)
{
  const TheoryStage *stage = study_marks_get_stage (self, i);
  double line;

  if (stage == NULL)
    return NAN;
  line = (i < self->stages.n ? self->t_run : self->t_theory)[stage->modality == 1];
  return fabs (line - stage->time) <= SAME * stage->time ? line : stage->time;
}

double
study_marks_get_expected_end (const StudyMarks *self)
{
  double end = 0;

  g_return_val_if_fail (self != NULL, 0);
  for (int m = 0; m < 2; m++)
    if (isfinite (self->t_theory[m]))
      end = fmax (end, self->t_theory[m]);
  for (int i = 0; i < self->predicted.n; i++)
    end = fmax (end, self->predicted.stage[i].time);
  return EXPECTED_MARGIN * end;
}

void
study_marks_stop_early (StudyMarks *self, const TheoryEarlyStopping *stop)
{
  g_return_if_fail (self != NULL && stop != NULL);

  for (int k = 0; k < 2; k++)
    self->t_stop[k] = stop->t[k];
}
