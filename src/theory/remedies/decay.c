/* Fixed points under decay, for scalar inputs. */
#include "theory/remedies/decay.h"

#include "theory/plane.h"

#include <math.h>

enum
{
  MOST_ROUNDS = 200
};
#define CLOSE 1e-13 /* of a weight, between two rounds */
#define MARGIN 1e-9 /* of what decay may take: what stands still never grows */
#define TINY 1e-9   /* of a strength: no less than this, and less than the other's */

static int
get_depth (const TheoryNetwork *network, int m)
{
  return network->branch_depth[m] + network->shared_depth;
}

/* The level of a modality alone: the upper root of W = (s - lambda W^(2/L - 1)) / S; 0: none. */
static double
find_level (double s, double variance, double lambda, int depth)
{
  double w = s / variance;

  for (int i = 0; i < MOST_ROUNDS; i++)
    {
      const double next = (s - lambda * pow (w, 2.0 / depth - 1)) / variance;

      if (!(next > 0))
        return 0;
      if (fabs (next - w) <= CLOSE * w)
        return next;
      w = next;
    }
  return w;
}

/* Both at rest, from W*: S W = s - L lambda K^-1 W. FALSE where a weight comes to nothing. */
static gboolean
find_end (const TheoryPlane *plane, double lambda, int depth, double w[2])
{
  const double a = plane->sigma[0][0], b = plane->sigma[0][1], c = plane->sigma[1][1];
  const double determinant = a * c - b * b;
  const double side[2] = { w[0], w[1] };

  if (!(determinant > 0))
    return FALSE;
  for (int i = 0; i < MOST_ROUNDS; i++)
    {
      double k[2][2], rest[2], next[2];

      theory_plane_kernel (plane, w, k);
      const double size = k[0][0] * k[1][1] - k[0][1] * k[1][0];
      rest[0] = plane->s[0] - depth * lambda * (k[1][1] * w[0] - k[0][1] * w[1]) / size;
      rest[1] = plane->s[1] - depth * lambda * (k[0][0] * w[1] - k[1][0] * w[0]) / size;
      next[0] = (c * rest[0] - b * rest[1]) / determinant;
      next[1] = (a * rest[1] - b * rest[0]) / determinant;
      if (!(next[0] * side[0] > 0) || !(next[1] * side[1] > 0))
        return FALSE;
      const double change = fmax (fabs (next[0] - w[0]), fabs (next[1] - w[1]));
      w[0] = next[0];
      w[1] = next[1];
      if (change <= CLOSE * fmax (fabs (w[0]), fabs (w[1])))
        return TRUE;
    }
  return TRUE;
}

/* What is left of a modality's error once the other rests on its level, signed. */
static double
compute_rest (const ModelMoments *moments, int m, double other)
{
  return moments->sigma_yx[m] - moments->sigma[1] * other;
}

static void
set_point (TheoryFixedPoint *point, const ModelMoments *moments, double a, double b)
{
  double *w = (double *) point->w;

  w[0] = point->level[0] = a;
  w[1] = point->level[1] = b;
  point->loss = fmax (model_moments_loss (moments, w), 0);
}

static void
apply_alone (const TheoryNetwork *network,
             const ModelMoments *moments,
             TheoryRates *rates,
             TheoryFixedPoints *points,
             int m)
{
  const int depth = get_depth (network, m);
  const double start = depth > 2 ? pow (2, network->shared_depth / 2.0) *
                                       pow (network->init_scale, depth - 2) * rates->s[m]
                                 : rates->s[m];
  const double sign = moments->sigma_yx[m] < 0 ? -1 : 1;

  rates->p[m] =
      rates->s[m] > 0 ? find_level (rates->s[m], moments->sigma[3 * m], network->decay, depth) : 0;
  if (start <= network->decay || rates->p[m] == 0)
    rates->s[m] = 0;
  else if (depth == 2)
    rates->s[m] -= network->decay;
  set_point (&points->point[m == 0 ? THEORY_POINT_A : THEORY_POINT_B], moments,
             m == 0 ? sign * rates->p[m] : 0, m == 1 ? sign * rates->p[m] : 0);
}

/* Time, in units of tau, in which x = u^(2 - f) falls from x to 0 under dx/dt = -(f - 2) (s -
 * lambda x); INFINITY: it grows instead. */
static double
compute_fall (double x, double s, double lambda, int f)
{
  return s > lambda * x * (1 + MARGIN) ? -log1p (-lambda * x / s) / ((f - 2) * lambda) : INFINITY;
}

/* Deep late fusion: strengths and D of modalities without decay that take as long. */
static void
apply_deep (const TheoryNetwork *network,
            const ModelMoments *moments,
            TheoryRates *rates,
            int first)
{
  const int second = 1 - first, f = network->branch_depth[first];
  const double x = pow (network->init_scale, 2 - f), lambda = network->decay;
  const double side = moments->sigma_yx[first] < 0 ? -1 : 1;
  const double rest = fabs (compute_rest (moments, second, side * rates->p[first]));
  const double s = fabs (moments->sigma_yx[second]) * rates->sign[second];
  const double t = compute_fall (x, rates->s[first], lambda, f);
  const double grown = exp ((f - 2) * lambda * t);
  const double left = s / lambda + (x - s / lambda) * grown;
  const double delay = compute_fall (left, rest, lambda, f);

  rates->s[first] = x / ((f - 2) * t);
  rates->s[second] = fmin (fmax ((x - left) / ((f - 2) * t), TINY * rates->s[first]),
                           rates->s[first] * (1 - TINY));
  rates->d[second] =
      isfinite (delay) ? fmax (x - (f - 2) * rates->s[second] * t, TINY) / ((f - 2) * delay) : 0;
}

static void
apply_second (const TheoryNetwork *network, const ModelMoments *moments, TheoryRates *rates, int m)
{
  const int o = 1 - m, f = network->branch_depth[m];
  const double sign = moments->sigma_yx[o] < 0 ? -1 : 1;
  const double level = pow (rates->p[o], (double) network->shared_depth / get_depth (network, o));
  const double rest = fabs (compute_rest (moments, m, sign * rates->p[o]));

  if (rates->d[m] == 0 || f < 2)
    return;
  rates->d[m] = pow (network->init_scale, f - 2) * level * rest > network->decay ? rest : 0;
  /* Alone before the fusion, both of its layers decay; behind it, what is in the shared ones rests.
   */
  if (f == 2 && rates->d[m] > 0)
    rates->d[m] -= network->decay / level;
}

void
theory_decay_apply (const TheoryNetwork *network,
                    const ModelMoments *moments,
                    TheoryRates *rates,
                    TheoryFixedPoints *points)
{
  const TheoryFixedPoint *solution = &points->point[THEORY_POINT_SOLUTION];
  double w[2] = { solution->w[0], solution->w[1] };
  TheoryPlane plane;
  int first;

  if (network->decay == 0 || moments->n_a != 1 || moments->n_b != 1)
    return;
  for (int m = 0; m < 2; m++)
    apply_alone (network, moments, rates, points, m);
  first = rates->s[1] > rates->s[0] ? 1 : 0;
  if (network->shared_depth == 0 && network->branch_depth[0] > 2 && rates->s[first] > 0 &&
      network->branch_depth[0] == network->branch_depth[1])
    apply_deep (network, moments, rates, first);
  else
    for (int m = 0; m < 2; m++)
      apply_second (network, moments, rates, m);
  theory_plane_init_along (&plane, moments, network, w);
  if (get_depth (network, 0) != get_depth (network, 1) ||
      !find_end (&plane, network->decay, get_depth (network, 0), w))
    {
      w[first] = points->point[THEORY_POINT_A + first].w[first];
      w[1 - first] = 0;
    }
  set_point (&points->point[THEORY_POINT_SOLUTION], moments, w[0], w[1]);
  rates->end[0] = fabs (w[0]);
  rates->end[1] = fabs (w[1]);
}

double
theory_decay_threshold (const ModelMoments *moments, int first)
{
  const double alone = moments->sigma_yx[first] / moments->sigma[3 * first];
  const double d = compute_rest (moments, 1 - first, alone);
  const double sign = d * moments->sigma_yx[first] < 0 ? -1 : 1;

  return fabs (d) / (1 - sign * moments->sigma[1] / moments->sigma[3 * first]);
}
