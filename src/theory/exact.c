/* Eq 21: logistic growth of a total weight. */
#include "theory/exact.h"

#include <math.h>

double
theory_exact_weight (double s, double variance, double init_scale, double time)
{
  double start = init_scale * init_scale, decay = exp (-2 * s * time);

  /* Eq 21 has the final level s / variance in it; this form does not divide by the variance. */
  return start * s / (start * variance * (1 - decay) + s * decay);
}
