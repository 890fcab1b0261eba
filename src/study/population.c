/* Theory twice: of the samples, and of what they were drawn from. */
#include "study/population.h"

#include "model/experiment/data_source.h"

#include <math.h>

static gboolean
has_population (const ModelExperiment *experiment, const TheoryPrediction *prediction)
{
  const ModelSourceClass *source = model_experiment_get_source (experiment);

  return prediction->linear && theory_prediction_has_line (prediction) && !source->nonlinear &&
         source->ref_rows == NULL && model_experiment_get (experiment, MODEL_SAMPLES) > 0;
}

static gboolean
differs (double a, double b, double scale)
{
  if (isinf (a) || isinf (b))
    return isinf (a) != isinf (b);
  return fabs (a - b) > STUDY_POPULATION_VISIBLE * scale;
}

static gboolean
is_visible (const StudyPopulation *self, const TheoryPrediction *prediction, const TheoryOwn *own)
{
  const TheoryFixedPoint *of_data = prediction->points->point;
  const TheoryFixedPoint *of_all = self->prediction->points->point;
  const double unit = of_data[THEORY_POINT_ORIGIN].loss;
  const double unit_of_all = of_all[THEORY_POINT_ORIGIN].loss;

  if (self->own->first != own->first)
    return TRUE;
  for (int m = 0; m < 2; m++)
    if (differs (self->own->t[m], own->t[m], own->t[m]))
      return TRUE;
  for (int i = THEORY_POINT_A; i < THEORY_N_POINTS; i++)
    {
      const double largest = fmax (fabs (of_data[i].level[0]), fabs (of_data[i].level[1]));

      /* Of the points those that the run comes by: the plateau of the first, and the end. */
      if (i != THEORY_POINT_SOLUTION && i != THEORY_POINT_A + own->first)
        continue;
      if (differs (of_all[i].loss / unit_of_all, of_data[i].loss / unit, 1) ||
          differs (of_all[i].level[0], of_data[i].level[0], largest) ||
          differs (of_all[i].level[1], of_data[i].level[1], largest))
        return TRUE;
    }
  return FALSE;
}

StudyPopulation *
study_population_new (const ModelExperiment *experiment,
                      const TheoryPrediction *prediction,
                      const TheoryOwn *own,
                      const TheoryOwnStart *start,
                      const int *cancel)
{
  g_autoptr (StudyPopulation) self = NULL;
  g_autoptr (ModelMoments) moments = NULL;

  if (own == NULL || !has_population (experiment, prediction))
    return NULL;
  moments = model_moments_compute_population (experiment, NULL);
  if (moments == NULL)
    return NULL;
  self = g_new0 (StudyPopulation, 1);
  self->prediction =
      theory_prediction_new_for_moments (experiment, prediction->init_scale, moments);
  if (!theory_prediction_has_line (self->prediction))
    return NULL;
  self->own = theory_own_new (start, self->prediction, INFINITY, cancel);
  return self->own != NULL && is_visible (self, prediction, own) ? g_steal_pointer (&self) : NULL;
}

void
study_population_free (StudyPopulation *self)
{
  if (self == NULL)
    return;
  theory_prediction_free (self->prediction);
  theory_own_free (self->own);
  g_free (self);
}
