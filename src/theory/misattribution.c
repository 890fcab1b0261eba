/* Mis-attribution in the unimodal phase. */
#include "theory/misattribution.h"

#include "num/blas.h"

#include <math.h>

void
theory_misattribution_compute (TheoryMisattribution *self,
                               const ModelMoments *moments,
                               const TheoryFixedPoints *points,
                               int m)
{
  int n = m == 0 ? moments->n_a : moments->n_b, first = m == 0 ? 0 : moments->n_a;
  const double *alone = points->point[THEORY_POINT_A + m].w + first;
  const double *end = points->point[THEORY_POINT_SOLUTION].w + first;
  double square = cblas_ddot (n, end, 1, end, 1), scale = cblas_ddot (n, alone, 1, alone, 1);
  double sum = 0;

  for (int i = 0; i < n; i++)
    sum += (alone[i] - end[i]) * (alone[i] - end[i]);
  self->amount = n == 1 ? alone[0] - end[0] : sqrt (sum);
  /* Rounding leaves about 1e-16 of an end that is zero. */
  self->has_relative = square > 1e-24 * scale;
  self->relative = self->has_relative ? self->amount / (n == 1 ? end[0] : sqrt (square)) : 0;
}
