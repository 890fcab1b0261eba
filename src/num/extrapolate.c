/* Weights of Richardson extrapolation over the harmonic sequence. */
#include "num/extrapolate.h"

void
num_extrapolate_weights (int low, int high, double *weight)
{
  for (int i = low; i <= high; i++)
    {
      weight[i] = 1;
      for (int m = low; m <= high; m++)
        if (m != i)
          weight[i] *= (double) i / (i - m);
    }
}
