/* Integrates a dynamics with events and an adaptive recording. */
#include "theory/recording.h"

#include "num/cancel.h"
#include "num/matrix.h"
#include "num/roots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  MAX_STEPS = 20000,
  MAX_ROWS_PER_STEP = 64
};
/* Of the local error; times then agree with the reference to 2e-6. */
#define TOLERANCE 3e-10
/* Learned: what is left of the loss that can be learned. */
#define LEARNED 1e-6
/* Largest change of a curve between two rows, relative to its range. */
#define ROW_CHANGE 0.01
/* Of logarithms of weights: at rest. */
#define REST 1e-6

typedef struct
{
  const TheoryDynamics *dynamics;
  const TheoryLevels *levels;
  ModelHistory *history;
  double *t; /* of the levels */
  double *w; /* (n): total weights */
  double *y; /* (size): a state between steps */
  NumOde *ode;
  double minimum;  /* of the loss */
  double range[3]; /* of loss and weights */
  double half;     /* level of the event being located */
  int event;       /* and its modality */
} Recording;

static void
record_row (Recording *self, double epoch, const double *y, ModelHistoryRow *row)
{
  const TheoryDynamics *d = self->dynamics;

  d->compute_weights (y, self->w, d->data);
  row->epoch = epoch;
  row->loss = MAX (model_moments_loss (d->moments, self->w), 0);
  row->generalisation = 0;
  theory_fixed_points_get_levels (d->moments->n_a, d->moments->n_b, self->w, row->weight);
  for (int m = 0; m < 2; m++)
    row->weight[m] = d->gain * (d->norms ? fabs (row->weight[m]) : row->weight[m]);
}

/* How far the weight of the event's modality is above its level, at a fraction of the last step. */
static double
compute_above (double fraction, void *data)
{
  Recording *self = data;
  ModelHistoryRow row;

  num_ode_interpolate (self->ode, fraction, self->y);
  record_row (self, 0, self->y, &row);
  return fabs (row.weight[self->event]) - self->half;
}

static void
detect_events (Recording *self, const ModelHistoryRow *before, const ModelHistoryRow *after)
{
  for (int m = 0; m < 2; m++)
    {
      double fraction = 0;

      self->event = m;
      self->half = self->levels->half[m];
      if (isfinite (self->t[m]) || !(fabs (after->weight[m]) >= self->half))
        continue;
      /* Large initial weights may be there from the start. */
      if (fabs (before->weight[m]) < self->half &&
          !num_root (compute_above, self, 0, 1, 1e-9, &fraction))
        fraction = 1;
      self->t[m] = before->epoch + fraction * (after->epoch - before->epoch);
    }
}

/* Rows between the ends of the last step, as many as the curves bend, then its end. */
static void
append_rows (Recording *self, const ModelHistoryRow *before, const ModelHistoryRow *after)
{
  double change = fabs (after->loss - before->loss) / self->range[0];
  int rows;

  for (int m = 0; m < 2; m++)
    change = MAX (change, fabs (after->weight[m] - before->weight[m]) / self->range[1 + m]);
  rows = CLAMP (ceil (change / ROW_CHANGE), 1, MAX_ROWS_PER_STEP);
  for (int i = 1; i < rows; i++)
    {
      double fraction = (double) i / rows;
      ModelHistoryRow row;

      num_ode_interpolate (self->ode, fraction, self->y);
      record_row (self, before->epoch + fraction * (after->epoch - before->epoch), self->y, &row);
      model_history_append (self->history, &row);
    }
  model_history_append (self->history, after);
}

/* The first row, and what later ones are compared to. */
static void
begin (Recording *self, double epoch, const double *y, ModelHistoryRow *row)
{
  model_moments_solve (self->dynamics->moments, self->w);
  self->minimum = model_moments_loss (self->dynamics->moments, self->w);
  record_row (self, epoch, y, row);
  self->range[0] = row->loss > 0 ? row->loss : 1;
  for (int m = 0; m < 2; m++)
    self->range[1 + m] = 2 * self->levels->half[m];
  model_history_append (self->history, row);
}

/* Since the time was half of what it is: what is far below its start, and falls, is lost. */
static gboolean
is_at_rest (const TheoryDynamics *dynamics, const double *half, const double *now)
{
  for (int i = 0; i < dynamics->size; i++)
    if (fabs (now[i] - half[i]) > REST && !(now[i] < half[i] && now[i] < dynamics->lost))
      return FALSE;
  return TRUE;
}

static gboolean
integrate (Recording *self, double *y, double epoch, double end, const int *cancel)
{
  const TheoryDynamics *d = self->dynamics;
  const TheoryLevels *levels = self->levels;
  gboolean nothing = isinf (levels->half[0]) && isinf (levels->half[1]), learned = FALSE;
  double t = epoch * d->learning_rate, t_end = MIN (end * d->learning_rate, G_MAXDOUBLE);
  ModelHistoryRow row, next;

  double *half = num_alloc (d->size), t_half = t;

  begin (self, epoch, y, &row);
  for (int step = 0; step < MAX_STEPS && t < t_end; step++)
    {
      if (num_is_cancelled (cancel))
        break;
      if (!num_ode_step (self->ode, &t, t_end, y))
        break;
      record_row (self, t / d->learning_rate, y, &next);
      if (!(next.epoch > row.epoch && isfinite (next.epoch) && isfinite (next.loss)))
        break;
      detect_events (self, &row, &next);
      append_rows (self, &row, &next);
      row = next;
      learned = row.loss - self->minimum <= LEARNED * (self->range[0] - self->minimum);
      if (isinf (end) && (learned || nothing))
        break;
      if (!d->rests || t < 2 * t_half)
        continue;
      if (isinf (end) && t_half > 0 && is_at_rest (d, half, y))
        break;
      memcpy (half, y, d->size * sizeof *half);
      t_half = t;
    }
  free (half);
  model_history_append_final (self->history, &row);
  return learned;
}

gboolean
theory_recording_run (const TheoryDynamics *dynamics,
                      double *y,
                      double epoch,
                      double end,
                      const TheoryLevels *levels,
                      ModelHistory *history,
                      double t[2],
                      const int *cancel)
{
  const int n = dynamics->moments->n_a + dynamics->moments->n_b;
  double *block = num_alloc (n + dynamics->size);
  Recording self = {
    .dynamics = dynamics, .levels = levels, .history = history, .t = t, .w = block, .y = block + n
  };
  gboolean learned;

  self.ode = num_ode_new (dynamics->compute_slope, dynamics->data, dynamics->size, dynamics->scale,
                          TOLERANCE);
  t[0] = t[1] = INFINITY;
  learned = integrate (&self, y, epoch, end, cancel);
  num_ode_free (self.ode);
  free (block);
  return learned;
}
