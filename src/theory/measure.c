/* Finds level crossings in a recording. */
#include "theory/measure.h"

#include <math.h>

static double
cross (const ModelHistoryRow *before, const ModelHistoryRow *after, int m, double half)
{
  double low = fabs (before->weight[m]), high = fabs (after->weight[m]);

  return before->epoch + (after->epoch - before->epoch) * (half - low) / (high - low);
}

void
theory_measure_compute (TheoryMeasure *self,
                        const ModelHistoryView *history,
                        const TheoryLevels *levels,
                        int first)
{
  gsize length = model_history_view_length (history);
  int second = 1 - first;

  for (int m = 0; m < 2; m++)
    {
      self->reached[m] = FALSE;
      self->t[m] = INFINITY;
      for (gsize i = 0; i < length && isfinite (levels->half[m]) && !self->reached[m]; i++)
        {
          const ModelHistoryRow *row = model_history_view_row (history, i);

          if (!(fabs (row->weight[m]) >= levels->half[m]))
            continue;
          self->reached[m] = TRUE;
          self->t[m] =
              i == 0 ? row->epoch
                     : cross (model_history_view_row (history, i - 1), row, m, levels->half[m]);
        }
    }
  self->ratio = self->reached[0] && self->reached[1] && self->t[first] > 0
                    ? self->t[second] / self->t[first]
                    : INFINITY;
}

/* XOR is learned when the loss falls, wherever the weights of the linear part are by then. */
static void
find_beyond (TheoryMeasure *self,
             const ModelHistoryView *history,
             const TheoryPrediction *prediction)
{
  const gsize n = model_history_view_length (history);

  for (gsize i = 0; i < n && !self->reached[1]; i++)
    {
      const ModelHistoryRow *row = model_history_view_row (history, i);

      if (!theory_prediction_is_beyond (prediction, row->loss))
        continue;
      self->reached[1] = TRUE;
      self->t[1] = row->epoch;
      self->ratio = self->reached[0] && self->t[0] > 0 ? self->t[1] / self->t[0] : INFINITY;
    }
}

void
theory_measure_of_run (TheoryMeasure *self,
                       const ModelHistoryView *history,
                       const TheoryPrediction *prediction)
{
  theory_measure_compute (self, history, &prediction->levels, prediction->times.first);
  if (prediction->beyond)
    find_beyond (self, history, prediction);
}

gboolean
theory_measure_misattribution (const TheoryMeasure *self,
                               const ModelHistoryView *history,
                               int first,
                               double end,
                               double *amount)
{
  if (!self->reached[0] || !self->reached[1])
    return FALSE;
  *amount = model_history_view_at (history, (self->t[0] + self->t[1]) / 2).weight[first] - end;
  return TRUE;
}
