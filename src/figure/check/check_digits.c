/* Quantities of a digits run, its samples, and of table 1. */
#include "figure/check/check_digits.h"

#include "num/statistics.h"

#include <math.h>

/* Of means that are known, at least of the first and the last fusion layer; returns how many. */
static int
list_ratios (const DigitsTable *table, double *fusion, double *mean)
{
  int n = 0;

  for (int i = 1; i <= table->fusions; i++)
    {
      const DigitsRatio ratio = digits_table_get_ratio (table, i);

      if (ratio.n == 0 && (i == 1 || i == table->fusions))
        return 0;
      if (ratio.n == 0)
        continue;
      fusion[n] = i;
      mean[n++] = ratio.mean;
    }
  return n;
}

static double
measure_table (const DigitsTable *table, gboolean trend)
{
  double fusion[DIGITS_MAX_LAYERS], mean[DIGITS_MAX_LAYERS];
  const int n = table->seeds > 0 ? list_ratios (table, fusion, mean) : 0;

  if (n < 2)
    return NAN;
  return trend ? num_statistics_correlate_ranks (fusion, mean, n) : mean[n - 1] / mean[0];
}

/* The factor by which a corrupted picture has its clean copy in it: noise has no part in it, on
 * average. */
static double
regress (const float *corrupted, const float *clean, int n)
{
  double square = 0, product = 0;

  for (int i = 0; i < n; i++)
    {
      square += (double) clean[i] * clean[i];
      product += (double) corrupted[i] * clean[i];
    }
  return product / square;
}

/* The mean over samples that are corrupted; NAN where there are none of a kind. */
static double
measure_left (const DigitsPictures *pictures)
{
  const int pixels = pictures->side * pictures->side;
  double sum = 0;
  int n = 0;

  for (int kind = DIGITS_CORRUPTED_A; kind <= DIGITS_CORRUPTED_B; kind++)
    for (int i = 0; i < DIGITS_STATE_SAMPLES; i++)
      {
        const float *pair =
            pictures->values + (gsize) 2 * (kind * DIGITS_STATE_SAMPLES + i) * pixels;
        const float *a = pair, *b = pair + pixels;

        if (isnan (*a) && i == 0)
          return NAN;
        if (isnan (*a))
          continue;
        sum += kind == DIGITS_CORRUPTED_A ? regress (a, b, pixels) : regress (b, a, pixels);
        n++;
      }
  return sum / n;
}

double
figure_check_digits_measure (FigureCheckQuantity quantity, const FigureChecked *checked)
{
  const DigitsState *state = checked->digits;

  switch (quantity)
    {
    case FIGURE_CHECK_DIGITS_RATIO:
      return digits_record_find_ratio (state->rows, state->n_rows,
                                       state->options.values[DIGITS_KEY_THRESHOLD]);
    case FIGURE_CHECK_DIGITS_TREND:
      return measure_table (&state->table, TRUE);
    case FIGURE_CHECK_DIGITS_RISE:
      return measure_table (&state->table, FALSE);
    case FIGURE_CHECK_DIGITS_LEFT:
      return state->samples != NULL ? measure_left (state->samples) : NAN;
    default:
      return NAN;
    }
}
