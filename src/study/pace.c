/* Pace: playing time as a function of the epoch, at as many places as a screen has columns. */
#include "study/pace.h"

#include <math.h>

#define PLACES 2048
/* Of the playing time, for what moves; the rest is even. */
#define SHARE 0.5

struct StudyPace
{
  double last;             /* epoch */
  double time[PLACES + 1]; /* at i / PLACES of the epochs, from 0 to 1 */
};

static void
get_state (const ModelHistoryView *history, double epoch, double state[3])
{
  const ModelHistoryRow row = model_history_view_at (history, epoch);
  const double values[3] = { row.loss, row.weight[0], row.weight[1] };

  for (int i = 0; i < 3; i++)
    state[i] = isfinite (values[i]) ? values[i] : 0;
}

/* How far each value moves in all; at least so much that no value is divided by nothing. */
static void
measure (const ModelHistoryView *history, double last, double total[3])
{
  double before[3], now[3];

  for (int i = 0; i < 3; i++)
    total[i] = 0;
  get_state (history, 0, before);
  for (int k = 1; k <= PLACES; k++)
    {
      get_state (history, last * k / PLACES, now);
      for (int i = 0; i < 3; i++)
        {
          total[i] += fabs (now[i] - before[i]);
          before[i] = now[i];
        }
    }
}

static void
fill (StudyPace *self, const ModelHistoryView *history)
{
  double total[3], before[3], now[3], moving = 0;

  measure (history, self->last, total);
  for (int i = 0; i < 3; i++)
    moving += total[i] > 0;
  if (moving == 0)
    return;
  get_state (history, 0, before);
  for (int k = 1; k <= PLACES; k++)
    {
      double moved = 0;

      get_state (history, self->last * k / PLACES, now);
      for (int i = 0; i < 3; i++)
        {
          moved += total[i] > 0 ? fabs (now[i] - before[i]) / total[i] : 0;
          before[i] = now[i];
        }
      self->time[k] = self->time[k - 1] + (1 - SHARE) / PLACES + SHARE * moved / moving;
    }
}

StudyPace *
study_pace_new (const ModelHistoryView *history, gboolean even)
{
  StudyPace *self = g_new0 (StudyPace, 1);
  const gsize n = history != NULL ? model_history_view_length (history) : 0;

  if (n > 0)
    self->last = model_history_view_row (history, n - 1)->epoch;
  if (!even && n > 1)
    fill (self, history);
  if (!(self->time[PLACES] > 0))
    for (int k = 0; k <= PLACES; k++)
      self->time[k] = (double) k / PLACES;
  for (int k = 0; k <= PLACES; k++) /* rounding */
    self->time[k] /= self->time[PLACES] > 0 ? self->time[PLACES] : 1;
  return self;
}

void
study_pace_free (StudyPace *self)
{
  g_free (self);
}

double
study_pace_get_epoch (const StudyPace *self, double fraction)
{
  int low = 0, high = PLACES;

  g_return_val_if_fail (self != NULL, 0);
  if (!(fraction > 0))
    return 0;
  if (fraction >= 1)
    return self->last;
  while (high - low > 1)
    {
      const int middle = (low + high) / 2;

      if (self->time[middle] <= fraction)
        low = middle;
      else
        high = middle;
    }
  const double within = (fraction - self->time[low]) / (self->time[high] - self->time[low]);
  return self->last * (low + within) / PLACES;
}

double
study_pace_get_fraction (const StudyPace *self, double epoch)
{
  g_return_val_if_fail (self != NULL, 0);

  if (!(epoch > 0))
    return 0;
  if (epoch >= self->last)
    return 1;
  const double place = PLACES * epoch / self->last;
  const int k = (int) place;
  return self->time[k] + (place - k) * (self->time[k + 1] - self->time[k]);
}
