/* Cuts a recording into stages, at the bottoms of how fast its loss falls. */
#include "theory/stages.h"

#include <math.h>

/* Between two stages the loss falls less than this part as fast as in either. */
#define BOTTOM (1.0 / 3)
/* Where this much more or less of that makes other stages, it is a matter of definition how many
 * there are. */
#define SLACK 0.1
/* A move so near to half the other, relative: of which modality the stage is, is such a matter,
 * too. */
#define CLOSE_CALL 0.1
/* Of the whole fall of the loss: a smaller fall is no stage, and a slower one in logarithmic time
 * may be rounding. */
#define LEAST_FALL 1e-3
#define LEAST_RATE 1e-9
/* Of its largest level, a weight below which is at zero. */
#define ZERO 0.15

/* Rows that bound the stages: n + 1 of them. */
typedef struct
{
  const ModelHistoryView *history;
  gsize length;
  double fall;     /* of the loss, all of it */
  double scale[2]; /* of weights; INFINITY: silent */
  int n;
  gsize bound[THEORY_STAGES_MAX + 1];
} Cut;

/* How fast the loss falls between rows i and i + 1, over the logarithm of time: stages of all
 * lengths have peaks of the height of their fall. */
static double
get_rate (const Cut *self, gsize i)
{
  const ModelHistoryRow *a = model_history_view_row (self->history, i);
  const ModelHistoryRow *b = model_history_view_row (self->history, i + 1);

  return fmax ((a->loss - b->loss) / log ((b->epoch + 1) / (a->epoch + 1)),
               LEAST_RATE * self->fall);
}

static double
get_fall (const Cut *self, gsize from, gsize to)
{
  return model_history_view_row (self->history, from)->loss -
         model_history_view_row (self->history, to)->loss;
}

/* Ends the present stage at a row. One too small to count goes on instead. */
static void
cut_at (Cut *self, gsize row)
{
  if (self->n < THEORY_STAGES_MAX &&
      get_fall (self, self->bound[self->n], row) >= LEAST_FALL * self->fall)
    self->bound[++self->n] = row;
}

/* Ends the last stage with the recording, if it is past its peak and counts. */
static void
finish (Cut *self, gboolean falling)
{
  if (falling)
    cut_at (self, self->length - 1);
}

gboolean
theory_bottoms_pass (TheoryBottoms *self, gsize i, double rate, double least)
{
  const double part = BOTTOM * (self->slack > 0 ? self->slack : 1);
  const gboolean lower = rate < self->extreme || (self->late && rate == self->extreme);
  const gboolean ends = self->past && !lower && rate > fmax (self->extreme / part, least);

  if (self->past ? lower : rate < part * self->extreme)
    {
      self->past = TRUE;
      self->extreme = rate;
      self->bottom = i;
    }
  else if (ends || (!self->past && rate > self->extreme))
    {
      self->past = FALSE;
      self->extreme = rate;
    }
  return ends;
}

static void
cut (Cut *self, double slack)
{
  TheoryBottoms bottoms = { .slack = slack };

  self->n = 0;
  for (gsize i = 0; i + 1 < self->length; i++)
    if (theory_bottoms_pass (&bottoms, i, get_rate (self, i), 0))
      cut_at (self, bottoms.bottom);
  finish (self, bottoms.past);
}

/* @unclear: (out): whether a little more or less would make it another one */
static int
find_modality (const Cut *self,
               const ModelHistoryRow *before,
               const ModelHistoryRow *after,
               gboolean *unclear)
{
  gboolean leaves[2];
  double move[2];

  for (int m = 0; m < 2; m++)
    {
      const double a = before->weight[m] / self->scale[m], b = after->weight[m] / self->scale[m];

      leaves[m] = fabs (b) > ZERO && (fabs (a) < ZERO || a * b < 0);
      move[m] = fabs (b - a);
    }
  *unclear = FALSE;
  if (leaves[0] != leaves[1])
    return leaves[1];
  *unclear =
      !leaves[0] && fabs (2 * fmin (move[0], move[1]) / fmax (move[0], move[1]) - 1) < CLOSE_CALL;
  if (leaves[0] || fmin (move[0], move[1]) > fmax (move[0], move[1]) / 2)
    return THEORY_STAGE_BOTH;
  return move[1] > move[0];
}

/* What is followed from plateau to plateau: a weight, or of both the loss. */
static double
get_value (const ModelHistoryRow *row, int modality)
{
  return modality == THEORY_STAGE_BOTH ? row->loss : row->weight[modality];
}

/* The epoch at which it is half-way, between rows. */
static double
find_half (const Cut *self, gsize from, gsize to, int modality)
{
  const ModelHistoryRow *row = model_history_view_row (self->history, from);
  const double begin = get_value (row, modality);
  const double half =
      (begin + get_value (model_history_view_row (self->history, to), modality)) / 2;

  for (gsize i = from + 1; i <= to; i++)
    {
      const ModelHistoryRow *next = model_history_view_row (self->history, i);
      const double low = get_value (row, modality), high = get_value (next, modality);

      if ((high - half) * (begin - half) <= 0 && high != low)
        return row->epoch + (next->epoch - row->epoch) * (half - low) / (high - low);
      row = next;
    }
  return row->epoch;
}

/* Returns whether its modality is clear. */
static gboolean
describe (const Cut *self, int i, TheoryStage *stage)
{
  const ModelHistoryRow *before = model_history_view_row (self->history, self->bound[i]);
  const ModelHistoryRow *after = model_history_view_row (self->history, self->bound[i + 1]);
  gboolean unclear;
  const int m = find_modality (self, before, after, &unclear);

  stage->modality = m;
  stage->sign = after->weight[m == 1 ? 1 : 0] < 0 ? -1 : 1;
  stage->time = find_half (self, self->bound[i], self->bound[i + 1], m);
  stage->end = after->epoch;
  for (int k = 0; k < 2; k++)
    {
      stage->weight[k] = after->weight[k];
      stage->away[k] = fabs (after->weight[k]) > ZERO * self->scale[k];
    }
  stage->loss = after->loss;
  return !unclear;
}

/* Rows up to the least loss, after which nothing falls. */
static gsize
count_falling (const ModelHistoryView *history)
{
  double least = INFINITY;
  gsize length = 0;

  for (gsize i = 0; i < model_history_view_length (history); i++)
    if (model_history_view_row (history, i)->loss < least)
      {
        least = model_history_view_row (history, i)->loss;
        length = i + 1;
      }
  return length;
}

void
theory_stages_measure (TheoryStages *self,
                       const ModelHistoryView *history,
                       const TheoryFixedPoints *points)
{
  Cut stages = { .history = history, .length = count_falling (history) };
  int fewer;

  self->n = 0;
  self->unclear = FALSE;
  if (stages.length < 3)
    return;
  theory_fixed_points_get_scales (points, stages.scale);
  stages.fall = get_fall (&stages, 0, stages.length - 1);
  /* Where there is nothing to learn, rounding is all that falls. */
  if (!(stages.fall > 0) || (isinf (stages.scale[0]) && isinf (stages.scale[1])))
    return;
  cut (&stages, 1 - SLACK);
  fewer = stages.n;
  cut (&stages, 1 + SLACK);
  self->unclear = stages.n != fewer;
  cut (&stages, 1);
  self->n = stages.n;
  for (int i = 0; i < self->n; i++)
    if (!describe (&stages, i, &self->stage[i]))
      self->unclear = TRUE;
}

int
theory_stages_find (const TheoryStages *self, double epoch)
{
  int i = self->n - 1;

  while (i >= 0 && !(epoch >= self->stage[i].time))
    i--;
  return i;
}
