/* Names the stretch of the learning path on which a network is. */
#include "theory/place.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of a correlation or a loss, relative: rounding. */
#define NOTHING 1e-9

static void
compute_scales (const TheoryFixedPoints *points, double scale[2])
{
  for (int m = 0; m < 2; m++)
    {
      scale[m] = 0;
      for (int i = 0; i < THEORY_N_POINTS; i++)
        scale[m] = MAX (scale[m], fabs (points->point[i].level[m]));
      /* A silent modality has no distances. */
      scale[m] = scale[m] > 0 ? scale[m] : INFINITY;
    }
}

static gboolean
exists (const TheoryPrediction *prediction, int point)
{
  int m = point == THEORY_POINT_A ? 0 : 1;

  if (point == THEORY_POINT_ORIGIN || point == THEORY_POINT_SOLUTION)
    return TRUE;
  return prediction->rates.s[m] > 0 && prediction->network.branch_depth[1 - m] > 1;
}

/* The modality that a linear network learns nothing from, while the other one leaves something to
 * be learned; -1: there is none. */
static int
find_mute (const TheoryPrediction *prediction)
{
  const double *s = prediction->rates.s;
  const TheoryFixedPoint *point = prediction->points->point;

  if (!(point[THEORY_POINT_SOLUTION].loss > NOTHING * point[THEORY_POINT_ORIGIN].loss))
    return -1;
  for (int m = 0; m < 2; m++)
    if (s[1 - m] > 0 && s[m] <= NOTHING * s[1 - m])
      return m;
  return -1;
}

static gboolean
is_beyond (const TheoryPrediction *prediction, double loss)
{
  return loss < prediction->points->point[THEORY_POINT_SOLUTION].loss / 2;
}

gboolean
theory_place_find_beyond (const TheoryPrediction *prediction,
                          const ModelHistoryView *history,
                          int *modality,
                          double *epoch)
{
  const int mute = find_mute (prediction);
  const gsize n = model_history_view_length (history);

  if (mute < 0 || prediction->linear || !prediction->rests)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (is_beyond (prediction, model_history_view_row (history, i)->loss))
      {
        *modality = mute;
        *epoch = model_history_view_row (history, i)->epoch;
        return TRUE;
      }
  return FALSE;
}

/* Weights at the linear solution; what bends may have gone on from there, or not. */
static TheoryPlaceState
choose_solution (const TheoryPrediction *prediction, double loss)
{
  const int mute = find_mute (prediction);

  if (mute < 0 || is_beyond (prediction, loss))
    return THEORY_PLACE_SOLUTION;
  if (prediction->linear)
    return mute == 1 ? THEORY_PLACE_ONLY_A : THEORY_PLACE_ONLY_B;
  return mute == 1 ? THEORY_PLACE_WITHOUT_B : THEORY_PLACE_WITHOUT_A;
}

static TheoryPlaceState
choose_near (const TheoryPrediction *prediction, TheoryPointKind nearest, double loss)
{
  switch (nearest)
    {
    case THEORY_POINT_A:
      return prediction->rates.d[1] > 0 ? THEORY_PLACE_AT_A : THEORY_PLACE_ONLY_A;
    case THEORY_POINT_B:
      return prediction->rates.d[0] > 0 ? THEORY_PLACE_AT_B : THEORY_PLACE_ONLY_B;
    case THEORY_POINT_SOLUTION:
      return choose_solution (prediction, loss);
    case THEORY_POINT_ORIGIN:
    case THEORY_N_POINTS:
    default:
      return THEORY_PLACE_ORIGIN;
    }
}

static TheoryPlaceState
choose_between (const TheoryPrediction *prediction,
                const ModelHistoryRow *row,
                const double scale[2])
{
  const int second = 1 - prediction->times.first, mute = find_mute (prediction);

  if (mute >= 0)
    return mute == 1 ? THEORY_PLACE_TO_A : THEORY_PLACE_TO_B;
  if (!prediction->has_plateau)
    return THEORY_PLACE_TOGETHER;
  if (fabs (row->weight[second]) / scale[second] < THEORY_PLACE_NEAR)
    return second == 1 ? THEORY_PLACE_TO_A : THEORY_PLACE_TO_B;
  return second == 1 ? THEORY_PLACE_FROM_A : THEORY_PLACE_FROM_B;
}

void
theory_place_compute (TheoryPlace *self,
                      const TheoryPrediction *prediction,
                      const ModelHistoryRow *row)
{
  double scale[2];

  compute_scales (prediction->points, scale);
  self->nearest = THEORY_POINT_SOLUTION;
  for (int i = THEORY_N_POINTS - 1; i >= 0; i--)
    {
      const double *level = prediction->points->point[i].level;

      self->distance[i] =
          hypot ((row->weight[0] - level[0]) / scale[0], (row->weight[1] - level[1]) / scale[1]);
      if (exists (prediction, i) && self->distance[i] < self->distance[self->nearest])
        self->nearest = i;
    }
  if (prediction->times.order == THEORY_ORDER_NOTHING)
    self->state = THEORY_PLACE_NOTHING;
  else if (self->distance[self->nearest] < THEORY_PLACE_NEAR)
    self->state = choose_near (prediction, self->nearest, row->loss);
  else
    self->state = choose_between (prediction, row, scale);
}

const char *
theory_place_get_words (TheoryPlaceState state)
{
  static const char *const words[THEORY_PLACE_N_STATES] = {
    [THEORY_PLACE_ORIGIN] = N_ ("near \\M_0 — nothing learned yet"),
    [THEORY_PLACE_TO_A] = N_ ("from \\M_0 to \\M_A — learning A"),
    [THEORY_PLACE_TO_B] = N_ ("from \\M_0 to \\M_B — learning B"),
    [THEORY_PLACE_AT_A] = N_ ("near \\M_A — unimodal phase"),
    [THEORY_PLACE_AT_B] = N_ ("near \\M_B — unimodal phase"),
    [THEORY_PLACE_FROM_A] = N_ ("from \\M_A to \\M_* — learning B"),
    [THEORY_PLACE_FROM_B] = N_ ("from \\M_B to \\M_* — learning A"),
    [THEORY_PLACE_ONLY_A] = N_ ("near \\M_A — B is never learned"),
    [THEORY_PLACE_ONLY_B] = N_ ("near \\M_B — A is never learned"),
    [THEORY_PLACE_WITHOUT_B] = N_ ("near \\M_A — B is not learned"),
    [THEORY_PLACE_WITHOUT_A] = N_ ("near \\M_B — A is not learned"),
    [THEORY_PLACE_TOGETHER] = N_ ("from \\M_0 to \\M_* — learning both"),
    [THEORY_PLACE_SOLUTION] = N_ ("near \\M_* — both learned"),
    [THEORY_PLACE_NOTHING] = N_ ("nothing to learn"),
  };

  g_return_val_if_fail (state < THEORY_PLACE_N_STATES, "");

  return _ (words[state]);
}
