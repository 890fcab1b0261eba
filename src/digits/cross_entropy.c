/* Cross-entropy, with the largest logit taken off so that no exponential overflows. */
#include "digits/cross_entropy.h"

#include "digits/images.h"

#include <math.h>

int
digits_cross_entropy_classify (const float *logits)
{
  int best = 0;

  for (int i = 1; i < DIGITS_CLASSES; i++)
    if (logits[i] > logits[best])
      best = i;
  return best;
}

double
digits_cross_entropy (float *logits, int label)
{
  const double largest = logits[digits_cross_entropy_classify (logits)];
  const double wanted = logits[label] - largest;
  double power[DIGITS_CLASSES], sum = 0;

  for (int i = 0; i < DIGITS_CLASSES; i++)
    sum += power[i] = exp (logits[i] - largest);
  for (int i = 0; i < DIGITS_CLASSES; i++)
    logits[i] = power[i] / sum - (i == label);
  return log (sum) - wanted;
}
