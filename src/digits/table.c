/* Time ratios over fusion layers and seeds. */
#include "digits/table.h"

#include <math.h>

#define PAPER_FUSIONS 5

void
digits_table_init (DigitsTable *self, DigitsModel model, int fusions, int seeds)
{
  g_return_if_fail (fusions >= 1 && fusions <= DIGITS_MAX_LAYERS);
  g_return_if_fail (seeds >= 1 && seeds <= DIGITS_TABLE_MAX_SEEDS);

  *self = (DigitsTable){ .model = model, .fusions = fusions, .seeds = seeds };
}

void
digits_table_enter (
    DigitsTable *self, int fusion, int seed, const DigitsRow *rows, int n, double threshold)
{
  g_return_if_fail (fusion >= 1 && fusion <= self->fusions && seed >= 0 && seed < self->seeds);

  DigitsCell *cell = &self->cells[fusion - 1][seed];
  cell->done = TRUE;
  cell->times[0] = digits_record_find_time (rows, n, DIGITS_SEES_A, threshold);
  cell->times[1] = digits_record_find_time (rows, n, DIGITS_SEES_B, threshold);
  cell->ratio = digits_record_find_ratio (rows, n, threshold);
}

DigitsRatio
digits_table_get_ratio (const DigitsTable *self, int fusion)
{
  g_return_val_if_fail (fusion >= 1 && fusion <= self->fusions, (DigitsRatio){ 0 });

  DigitsRatio ratio = { .mean = NAN, .deviation = NAN };
  double sum = 0, squares = 0;
  for (int s = 0; s < self->seeds; s++)
    {
      const DigitsCell *cell = &self->cells[fusion - 1][s];

      if (cell->done && isnan (cell->ratio))
        ratio.missing++;
      else if (cell->done)
        {
          ratio.n++;
          sum += cell->ratio;
        }
    }
  if (ratio.n > 0)
    ratio.mean = sum / ratio.n;
  for (int s = 0; s < self->seeds; s++)
    if (self->cells[fusion - 1][s].done && !isnan (self->cells[fusion - 1][s].ratio))
      squares += pow (self->cells[fusion - 1][s].ratio - ratio.mean, 2);
  if (ratio.n > 1)
    ratio.deviation = sqrt (squares / (ratio.n - 1));
  return ratio;
}

gboolean
digits_table_get_paper (DigitsModel model, int fusion, double *mean, double *deviation)
{
  static const double paper[2][PAPER_FUSIONS][2] = {
    [DIGITS_MLP] = { { 1.30, 0.24 },
                     { 1.53, 0.40 },
                     { 1.90, 0.39 },
                     { 3.38, 1.13 },
                     { 6.38, 1.12 } },
    [DIGITS_CNN] = { { 1.04, 0.03 },
                     { 1.10, 0.05 },
                     { 1.08, 0.03 },
                     { 1.32, 0.16 },
                     { 2.53, 0.45 } },
  };

  if (fusion < 1 || fusion > PAPER_FUSIONS)
    return FALSE;
  *mean = paper[model][fusion - 1][0];
  *deviation = paper[model][fusion - 1][1];
  return TRUE;
}
