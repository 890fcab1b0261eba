/* Correlation strengths, unimodal levels and residual correlations of a data set. */
#include "theory/rates.h"

#include "num/blas.h"

#include <math.h>

/* Pseudo-inverses carry errors of about the condition number times 1e-16; data less collinear than
 * this have times of 1e10 epochs and more. */
#define ZERO_TOLERANCE 1e-10
/* Where the target itself is nothing but rounding (y = x_A - x_B at rho = 1), weights below this.
 */
#define ZERO_WEIGHT 1e-12

/* Below this, a correlation of an input of this variance with the target is rounding. */
static double
compute_zero (double variance, double yy)
{
  return ZERO_TOLERANCE * sqrt (MAX (yy, 0) * variance) + ZERO_WEIGHT * variance;
}

static double
drop_below (double zero, double value)
{
  return value > zero ? value : 0;
}

/* Rates from 2 x 2 moments: variances v, covariance c, correlations s. */
static void
compute_scalar (TheoryRates *self, const double v[2], double c, const double s[2], double yy)
{
  double rest[2];

  for (int m = 0; m < 2; m++)
    {
      double zero = compute_zero (v[m], yy);

      rest[m] = s[m] - (v[1 - m] > 0 ? s[1 - m] * c / v[1 - m] : 0);
      self->s[m] = drop_below (zero, fabs (s[m]));
      self->d[m] = drop_below (zero, fabs (rest[m]));
      self->p[m] = self->s[m] > 0 ? self->s[m] / v[m] : 0;
      self->sign[m] = self->s[m] > 0 && self->d[m] > 0 && s[m] * rest[m] < 0 ? -1 : 1;
    }
  for (int m = 0; m < 2; m++)
    if (self->d[m] > 0)
      self->end[m] = self->d[m] / (v[m] - (v[1 - m] > 0 ? c * c / v[1 - m] : 0));
    else if (self->d[1 - m] > 0)
      self->end[m] = 0;
    else /* collinear: the pseudo-inverse shares y among both */
      self->end[m] = self->s[m] > 0 ? self->s[m] / (v[0] + v[1]) : 0;
}

void
theory_rates_compute_from_points (TheoryRates *self,
                                  const ModelMoments *moments,
                                  const TheoryFixedPoints *points)
{
  int size[2] = { moments->n_a, moments->n_b }, start[2] = { 0, moments->n_a };
  int n = size[0] + size[1];

  for (int m = 0; m < 2; m++)
    {
      int o = 1 - m;
      const double *alone = points->point[THEORY_POINT_A + o].w + start[o];
      double square = 0, trace = 0, zero;

      for (int i = start[m]; i < start[m] + size[m]; i++)
        {
          const double *row = moments->sigma + (gsize) i * n;
          double rest = moments->sigma_yx[i];

          for (int j = 0; j < size[o]; j++)
            rest -= alone[j] * row[start[o] + j];
          square += rest * rest;
          trace += row[i];
        }
      zero = compute_zero (trace, moments->sigma_yy);
      self->s[m] = drop_below (zero, cblas_dnrm2 (size[m], moments->sigma_yx + start[m], 1));
      self->d[m] = drop_below (zero, sqrt (square));
      self->p[m] = self->s[m] > 0 ? points->point[THEORY_POINT_A + m].level[m] : 0;
      self->end[m] = fabs (points->point[THEORY_POINT_SOLUTION].level[m]);
      self->sign[m] = 1;
    }
}

void
theory_rates_compute (TheoryRates *self, const ModelMoments *moments)
{
  theory_rates_compute_cancellable (self, moments, NULL);
}

gboolean
theory_rates_compute_cancellable (TheoryRates *self, const ModelMoments *moments, const int *cancel)
{
  g_autoptr (TheoryFixedPoints) points = NULL;

  if (moments->n_a == 1 && moments->n_b == 1)
    {
      compute_scalar (self, (double[]){ moments->sigma[0], moments->sigma[3] }, moments->sigma[1],
                      moments->sigma_yx, moments->sigma_yy);
      return TRUE;
    }
  points = theory_fixed_points_new_cancellable (moments, cancel);
  if (points != NULL)
    theory_rates_compute_from_points (self, moments, points);
  return points != NULL;
}

void
theory_rates_compute_scalar (
    TheoryRates *self, double sigma_a, double sigma_b, double rho, double w_a, double w_b)
{
  double v[2] = { sigma_a * sigma_a, sigma_b * sigma_b }, c = rho * sigma_a * sigma_b;
  double s[2] = { w_a * v[0] + w_b * c, w_b * v[1] + w_a * c };

  compute_scalar (self, v, c, s, w_a * s[0] + w_b * s[1]);
}

double
theory_rates_get_k (const TheoryRates *self, int first)
{
  int second = 1 - first;

  return self->s[first] > 0 ? self->sign[second] * self->s[second] / self->s[first] : 0;
}
