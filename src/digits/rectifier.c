/* The rectifier's derivative. */
#include "digits/rectifier.h"

void
digits_rectifier_mask (float *restrict delta, const float *restrict output, gsize n)
{
  for (gsize i = 0; i < n; i++)
    delta[i] = output[i] > 0 ? delta[i] : 0;
}
