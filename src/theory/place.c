/* Names the stretch of the learning path on which a network is. */
#include "theory/place.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
exists (const TheoryPrediction *prediction, int point)
{
  int m = point == THEORY_POINT_A ? 0 : 1;

  if (point == THEORY_POINT_ORIGIN || point == THEORY_POINT_SOLUTION)
    return TRUE;
  return prediction->rates.s[m] > 0 && prediction->network.branch_depth[1 - m] > 1;
}

/* One modality alone is where a linear network ends; the loss tells what bends from it. */
static TheoryPlaceState
choose_only (const TheoryPrediction *prediction, int m, double loss)
{
  if (!(prediction->hidden > 0))
    return m == 0 ? THEORY_PLACE_ONLY_A : THEORY_PLACE_ONLY_B;
  if (theory_prediction_is_beyond (prediction, loss))
    return THEORY_PLACE_SOLUTION;
  return prediction->linear ? THEORY_PLACE_ONLY_A : THEORY_PLACE_WITHOUT_B;
}

/* Where the second modality is never learned, M_* is the saddle of the first, or beyond reach. */
static TheoryPlaceState
choose_solution (const TheoryPrediction *prediction, double loss)
{
  const int first = prediction->times.first;

  return isfinite (prediction->times.flow.t[1 - first]) ? THEORY_PLACE_SOLUTION
                                                        : choose_only (prediction, first, loss);
}

/* Whether M_A or M_B has its weight with another sign than the solution. */
static gboolean
is_wrong (const TheoryPrediction *prediction, int m)
{
  const TheoryFixedPoint *point = prediction->points->point;

  return point[THEORY_POINT_A + m].level[m] * point[THEORY_POINT_SOLUTION].level[m] < 0;
}

static TheoryPlaceState
choose_near (const TheoryPrediction *prediction, TheoryPointKind nearest, double loss)
{
  switch (nearest)
    {
    case THEORY_POINT_A:
      return !(prediction->rates.d[1] > 0) ? choose_only (prediction, 0, loss)
             : is_wrong (prediction, 0)    ? THEORY_PLACE_WRONG_A
                                           : THEORY_PLACE_AT_A;
    case THEORY_POINT_B:
      return !(prediction->rates.d[0] > 0) ? choose_only (prediction, 1, loss)
             : is_wrong (prediction, 1)    ? THEORY_PLACE_WRONG_B
                                           : THEORY_PLACE_AT_B;
    case THEORY_POINT_SOLUTION:
      return choose_solution (prediction, loss);
    case THEORY_POINT_ORIGIN:
    case THEORY_N_POINTS:
    default:
      return THEORY_PLACE_ORIGIN;
    }
}

/* Which of A and B are away from zero, as bits: 1, 2. */
static int
get_away (const TheoryStages *stages, int i)
{
  return i < 0 ? 0 : !!stages->stage[i].away[0] + 2 * !!stages->stage[i].away[1];
}

/* Between two plateaus; THEORY_PLACE_N_STATES: that is not known yet. */
static TheoryPlaceState
choose_by_stages (const TheoryStages *stages, double epoch)
{
  static const TheoryPlaceState states[4][4] = {
    { THEORY_PLACE_N_STATES, THEORY_PLACE_TO_A, THEORY_PLACE_TO_B, THEORY_PLACE_TOGETHER },
    { THEORY_PLACE_N_STATES, THEORY_PLACE_N_STATES, THEORY_PLACE_A_TO_B, THEORY_PLACE_FROM_A },
    { THEORY_PLACE_N_STATES, THEORY_PLACE_B_TO_A, THEORY_PLACE_N_STATES, THEORY_PLACE_FROM_B },
    { THEORY_PLACE_N_STATES, THEORY_PLACE_N_STATES, THEORY_PLACE_N_STATES, THEORY_PLACE_TOGETHER },
  };
  int i = 0;

  while (i < stages->n && !(epoch < stages->stage[i].end))
    i++;
  return i < stages->n ? states[get_away (stages, i - 1)][get_away (stages, i)]
                       : THEORY_PLACE_N_STATES;
}

static TheoryPlaceState
choose_between (const TheoryPrediction *prediction,
                const ModelHistoryRow *row,
                const double scale[2])
{
  const int second = 1 - prediction->times.first;

  if (!prediction->has_plateau && isfinite (prediction->times.flow.t[second]))
    return THEORY_PLACE_TOGETHER;
  if (fabs (row->weight[second]) / scale[second] < THEORY_PLACE_NEAR)
    return second == 1 ? THEORY_PLACE_TO_A : THEORY_PLACE_TO_B;
  return second == 1 ? THEORY_PLACE_FROM_A : THEORY_PLACE_FROM_B;
}

void
theory_place_compute (TheoryPlace *self,
                      const TheoryPrediction *prediction,
                      const TheoryStages *stages,
                      const ModelHistoryRow *row)
{
  const TheoryPlaceState between = choose_by_stages (stages, row->epoch);
  double scale[2];

  theory_fixed_points_get_scales (prediction->points, scale);
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
  else if (between != THEORY_PLACE_N_STATES && prediction->linear)
    self->state = between;
  else
    self->state = choose_between (prediction, row, scale);
}

const char *
theory_place_get_words (TheoryPlaceState state)
{
  static const char *const words[THEORY_PLACE_N_STATES] = {
    [THEORY_PLACE_ORIGIN] = N_ ("near \\M_0 — nothing learned yet"),
    [THEORY_PLACE_TO_A] = N_ ("from \\M_0 to \\M_A — learning \\A"),
    [THEORY_PLACE_TO_B] = N_ ("from \\M_0 to \\M_B — learning \\B"),
    [THEORY_PLACE_AT_A] = N_ ("near \\M_A — unimodal phase"),
    [THEORY_PLACE_AT_B] = N_ ("near \\M_B — unimodal phase"),
    [THEORY_PLACE_WRONG_A] = N_ ("near \\M_A — \\A alone, its sign wrong"),
    [THEORY_PLACE_WRONG_B] = N_ ("near \\M_B — \\B alone, its sign wrong"),
    [THEORY_PLACE_FROM_A] = N_ ("from \\M_A to \\M_* — learning \\B"),
    [THEORY_PLACE_FROM_B] = N_ ("from \\M_B to \\M_* — learning \\A"),
    [THEORY_PLACE_A_TO_B] = N_ ("from \\M_A to \\M_B — learning \\B, losing \\A"),
    [THEORY_PLACE_B_TO_A] = N_ ("from \\M_B to \\M_A — learning \\A, losing \\B"),
    [THEORY_PLACE_ONLY_A] = N_ ("near \\M_A — \\B is never learned"),
    [THEORY_PLACE_ONLY_B] = N_ ("near \\M_B — \\A is never learned"),
    [THEORY_PLACE_WITHOUT_B] = N_ ("near \\M_A — \\B is not learned"),
    [THEORY_PLACE_TOGETHER] = N_ ("from \\M_0 to \\M_* — learning both"),
    [THEORY_PLACE_SOLUTION] = N_ ("near \\M_* — both learned"),
    [THEORY_PLACE_NOTHING] = N_ ("nothing to learn"),
  };

  g_return_val_if_fail (state < THEORY_PLACE_N_STATES, "");

  return _ (words[state]);
}
