/* Differences of recordings, themselves recordings, so that whatever draws a run draws them. */
#include "model/record/difference.h"

#include <math.h>

static ModelHistoryRow
subtract (const ModelHistoryView *a,
          double unit_a,
          const ModelHistoryView *b,
          double unit_b,
          double epoch)
{
  const ModelHistoryRow p = model_history_view_at (a, epoch), q = model_history_view_at (b, epoch);

  return (ModelHistoryRow){ .epoch = epoch,
                            .loss = p.loss / unit_a - q.loss / unit_b,
                            .weight = { p.weight[0] - q.weight[0], p.weight[1] - q.weight[1] } };
}

static double
get_epoch (const ModelHistoryView *view, gsize i)
{
  return i < model_history_view_length (view) ? model_history_view_row (view, i)->epoch : INFINITY;
}

ModelHistoryView *
model_difference_new (const ModelHistoryView *a,
                      double unit_a,
                      const ModelHistoryView *b,
                      double unit_b)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  const gsize n_a = model_history_view_length (a), n_b = model_history_view_length (b);
  gsize i = 0, k = 0;

  g_return_val_if_fail (unit_a > 0 && unit_b > 0, NULL);

  while (n_a > 0 && n_b > 0)
    {
      const double epoch = fmin (get_epoch (a, i), get_epoch (b, k));
      ModelHistoryRow row;

      /* Infinite once both are through. */
      if (epoch > get_epoch (a, n_a - 1) || epoch > get_epoch (b, n_b - 1))
        break;
      row = subtract (a, unit_a, b, unit_b, epoch);
      model_history_append (history, &row);
      i += get_epoch (a, i) == epoch;
      k += get_epoch (b, k) == epoch;
    }
  return model_history_view (history);
}
