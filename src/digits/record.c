/* When modalities are learned. */
#include "digits/record.h"

#include <math.h>

double
digits_record_find_time (const DigitsRow *rows, int n, DigitsSight sight, double threshold)
{
  for (int i = 0; i < n; i++)
    {
      const double reached = rows[i].accuracy[sight];

      if (reached < threshold)
        continue;
      if (i == 0)
        return rows[0].epoch;
      const double before = rows[i - 1].accuracy[sight];
      return rows[i - 1].epoch +
             (rows[i].epoch - rows[i - 1].epoch) * (threshold - before) / (reached - before);
    }
  return NAN;
}

double
digits_record_find_ratio (const DigitsRow *rows, int n, double threshold)
{
  const double a = digits_record_find_time (rows, n, DIGITS_SEES_A, threshold);
  const double b = digits_record_find_time (rows, n, DIGITS_SEES_B, threshold);

  if (isnan (a) || isnan (b) || fmin (a, b) <= 0)
    return NAN;
  return fmax (a, b) / fmin (a, b);
}
